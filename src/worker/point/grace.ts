/** Milliseconds a point has to end by itself after its signal was aborted; then its worker is ended. */
export const GRACE_MS = 250
