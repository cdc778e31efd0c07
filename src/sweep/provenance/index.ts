export { collectProvenance, openProvenance, type ProvenanceInput } from './collect-provenance.ts'
export { type ProjectState, projectState } from './project-state.ts'
