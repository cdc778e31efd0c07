import { parentPort } from 'node:worker_threads'
import { elementOf } from '../../tasks.ts'

parentPort?.on('message', (call: Parameters<typeof elementOf>[0]) => parentPort?.postMessage(elementOf(call)))
parentPort?.postMessage('ready')
