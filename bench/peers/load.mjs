/** Imports a peer from this folder's own `node_modules`, wherever the caller was compiled to. */
export const load = (name) => import(name)
