export const perform = async (): Promise<number> => 0
