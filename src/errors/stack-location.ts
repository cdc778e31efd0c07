/**
 * `file:line:column` of the frame that a user wants to see: the first that is neither Node's nor a package's, else the
 * first that is not Node's. `file:` URLs become paths.
 */
export function locationInStack(stack: string | undefined): string | undefined {
  if (stack === undefined) return undefined
  const places = stack
    .split('\n')
    .map(placeInFrame)
    .filter((place) => place !== undefined)
  return places.find((place) => !place.includes('/node_modules/')) ?? places[0]
}

function placeInFrame(line: string): string | undefined {
  const place = /^\s*at (?:.*\()?((?:file:|\/|[A-Za-z]:[\\/]).*:\d+:\d+)\)?\s*$/.exec(line)?.[1]
  return place?.startsWith('file:') ? pathOfUrl(place) : place
}

function pathOfUrl(url: string): string {
  const path = url.replace(/^file:\/\//, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
