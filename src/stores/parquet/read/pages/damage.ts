/** Data that contradict themselves. The words tell what; the reader of the file adds which file, and what to do. */
export class Damage extends Error {}
