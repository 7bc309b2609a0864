/**
 * Options that let Google's clients send by Node's own fetch. The one they bring ends the process, by an error that
 * nobody can catch, when a signal is aborted while the credentials are still being looked up.
 */
export const BY_NODE = { fetchImplementation: fetch }
