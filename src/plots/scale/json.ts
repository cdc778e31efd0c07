/** Part of a Vega-Lite specification: plain JSON. */
export type Json = Readonly<Record<string, unknown>>
