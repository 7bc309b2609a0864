import { lookup } from 'node:dns/promises'

/** The address of a host name as `127.0.0.1:9464` or `[::1]:9464`, for a server that takes no names. */
export async function bindAddress({ host, port }: { host: string; port: number }): Promise<string> {
  const { address, family } = await lookup(host.replace(/^\[(.*)\]$/, '$1'))
  return family === 6 ? `[${address}]:${port}` : `${address}:${port}`
}
