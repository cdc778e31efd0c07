import * as tasks from '../../tasks.ts'
import { loadPeer } from '../load-peer.ts'

const { default: workerpool } = await loadPeer<{ default: { worker(methods: object): void } }>('workerpool')
workerpool.worker({ ...tasks })
