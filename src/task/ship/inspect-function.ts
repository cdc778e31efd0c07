import type { Session } from 'node:inspector'

/** Where V8 says a function was written, and under which kind of script. */
export interface FunctionLocation {
  readonly scriptId: string
  /** As the loader named the script: a URL, a path, `[eval1]`, `node:path`. */
  readonly url: string
  /** 1-based. */
  readonly line: number
  readonly column: number
  /** True for code of an ES module, false for CommonJS and everything evaluated. */
  readonly inModule: boolean
}

/** One scope of a function's chain, innermost first; `object` holds its variables at the moment of asking. */
export interface FunctionScope {
  readonly description: string
  readonly object: Readonly<Record<string, unknown>>
}

interface InspectedFunction {
  readonly location: FunctionLocation | undefined
  readonly scopes: readonly FunctionScope[]
}

interface RemoteProperties {
  readonly internalProperties?: readonly {
    readonly name: string
    readonly value?: { readonly objectId?: string; readonly value?: unknown }
  }[]
}

/** Passes values between this code and the inspector by reference, both ways. */
interface Desk {
  item?: unknown
  scopes?: unknown
}

interface Inspector {
  readonly session: Session
  readonly desk: Desk
  readonly deskId: string
  readonly urls: Map<string, string>
}

const GROUP = 'windrow'
let inspector: Inspector | undefined

/** Reads a function's location and scopes from V8, through an inspector session on the own thread: no code of the function runs. */
export function inspectFunction(fn: object): InspectedFunction {
  const { desk, deskId } = open()
  desk.item = fn
  try {
    const { result } = post('Runtime.callFunctionOn', {
      objectId: deskId,
      functionDeclaration: 'function () { return this.item }',
      objectGroup: GROUP,
    }) as { result: { objectId: string } }
    const found = post('Runtime.getProperties', { objectId: result.objectId, ownProperties: true }) as RemoteProperties
    const internal = new Map(found.internalProperties?.map(({ name, value }) => [name, value]))
    const scopes = readScopes(internal.get('[[Scopes]]')?.objectId)
    return { location: readLocation(internal.get('[[FunctionLocation]]')?.value, scopes), scopes }
  } finally {
    delete desk.item
    delete desk.scopes
    post('Runtime.releaseObjectGroup', { objectGroup: GROUP })
  }
}

/** The source text V8 compiled for a script: what a loader made of the file. */
export function readScriptSource(scriptId: string): string {
  post('Debugger.enable')
  try {
    const { scriptSource } = post('Debugger.getScriptSource', { scriptId }) as { scriptSource: string }
    return scriptSource
  } finally {
    post('Debugger.disable')
  }
}

function open(): Inspector {
  if (inspector !== undefined) return inspector
  const session = new (process.getBuiltinModule('node:inspector').Session)()
  session.connect()
  const desk: Desk = {}
  const key = Symbol('windrow desk')
  const hall = globalThis as unknown as Record<string, Desk>
  const name = key.toString()
  hall[name] = desk
  let deskId = ''
  session.post('Runtime.evaluate', { expression: `globalThis[${JSON.stringify(name)}]` }, (_, reply) => {
    deskId = reply?.result.objectId ?? ''
  })
  delete hall[name]
  inspector = { session, desk, deskId, urls: new Map() }
  return inspector
}

/** A session on the own thread answers before `post` returns. */
function post(method: string, params: object = {}): unknown {
  let reply: unknown
  let failure: Error | null = null
  open().session.post(method, params, (error, result) => {
    failure = error
    reply = result
  })
  if (failure !== null) throw new Error(`${method}: ${(failure as Error).message}`)
  return reply
}

function readScopes(scopesId: string | undefined): readonly FunctionScope[] {
  if (scopesId === undefined) return []
  const { desk, deskId } = open()
  post('Runtime.callFunctionOn', {
    objectId: scopesId,
    functionDeclaration: 'function (desk) { desk.scopes = this }',
    arguments: [{ objectId: deskId }],
  })
  return Array.from(desk.scopes as ArrayLike<FunctionScope>)
}

function readLocation(raw: unknown, scopes: readonly FunctionScope[]): FunctionLocation | undefined {
  const at = raw as { scriptId: string; lineNumber: number; columnNumber: number } | undefined
  if (at === undefined) return undefined
  return {
    scriptId: at.scriptId,
    url: scriptUrl(at.scriptId),
    line: at.lineNumber + 1,
    column: at.columnNumber + 1,
    inModule: scopes.some(({ description }) => description === 'Module'),
  }
}

function scriptUrl(scriptId: string): string {
  const { urls } = open()
  if (!urls.has(scriptId)) listCoveredScripts(urls)
  if (!urls.has(scriptId)) listParsedScripts(urls)
  return urls.get(scriptId) ?? ''
}

/**
 * Best-effort coverage names every script that ran, in a tenth of the time of `Debugger.enable`, which scans all sources
 * for line ends. The profiler stays enabled: disabling it would end a precise coverage that others started.
 */
function listCoveredScripts(urls: Map<string, string>): void {
  post('Profiler.enable')
  const { result } = post('Profiler.getBestEffortCoverage') as { result: { scriptId: string; url: string }[] }
  for (const { scriptId, url } of result) urls.set(scriptId, url)
}

function listParsedScripts(urls: Map<string, string>): void {
  const { session } = open()
  const note = ({ params }: { params: { scriptId: string; url: string } }) => urls.set(params.scriptId, params.url)
  session.on('Debugger.scriptParsed', note)
  post('Debugger.enable')
  post('Debugger.disable')
  session.off('Debugger.scriptParsed', note)
}
