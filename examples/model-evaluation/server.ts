import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, identify } from './model.ts'

/** Milliseconds that requests wait for others, to be answered together. */
const GATHER_MS = 10

/** A model behind HTTP on this machine. */
export interface ModelServer {
  readonly url: string
  /** Requests answered, and how many batches they came in. */
  readonly stats: { requests: number; batches: number }
  close(): Promise<void>
}

interface Waiting {
  readonly request: { readonly text: string; readonly n: number; readonly smoothing: number }
  readonly answer: (answer: Answer) => void
}

/** Serves the model on a free port; like most model servers it answers in batches, so one request at a time is slow and many are not. */
export async function startServer(): Promise<ModelServer> {
  const stats = { requests: 0, batches: 0 }
  let waiting: Waiting[] = []
  const answerAll = (): void => {
    const batch = waiting
    waiting = []
    stats.batches += 1
    stats.requests += batch.length
    for (const { request, answer } of batch) answer(identify(request.text, request))
  }
  const server = createServer((request, response) => {
    readJson(request).then(
      (body) => {
        if (waiting.length === 0) setTimeout(answerAll, GATHER_MS)
        waiting.push({ request: body as Waiting['request'], answer: (answer) => sendJson(response, 200, answer) })
      },
      (error: Error) => sendJson(response, 400, { error: error.message }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = (): Promise<void> => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  }
  return { url: `http://127.0.0.1:${port}/identify`, stats, close }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return JSON.parse(text)
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
