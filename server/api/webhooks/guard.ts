import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** The address is not one of the public internet, or its name leads to one that is not. */
export class NotPublic extends Error {
  readonly code = 'NOT_PUBLIC'
  constructor() {
    super('It leads to an address inside a network, not on the public internet.')
  }
}

// The special-purpose registries of IANA (RFC 6890): what is not reachable from everywhere.
const closed4 = new BlockList()
for (const range of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]) {
  const [net = '', bits = ''] = range.split('/')
  closed4.addSubnet(net, Number(bits), 'ipv4')
}
/** All that is public in IPv6 is of this; addresses that stand for one of IPv4 are not, but for those of 6to4 and Teredo. */
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')
const closed6 = new BlockList()
for (const range of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']) {
  const [net = '', bits = ''] = range.split('/')
  closed6.addSubnet(net, Number(bits), 'ipv6')
}
const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/**
 * Whether something may be sent to an IP address: one of the public internet.
 *
 * @param toLoopback whether this machine itself may be told too
 */
export function isPermitted(address: string, toLoopback: boolean): boolean {
  const family = isIP(address)
  if (family === 0) return false
  if (family === 4) return toLoopback && loopback.check(address) ? true : !closed4.check(address)
  if (toLoopback && address === '::1') return true
  return global6.check(address, 'ipv6') && !closed6.check(address, 'ipv6')
}

type Resolve = (
  name: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * Resolves a name for a connection that is about to be made, and refuses it where any address of it is not permitted:
 * the very addresses that were looked at are connected to, so that a name cannot come to mean another in between.
 */
export function guardedLookup(toLoopback: boolean, resolve: Resolve = lookup): LookupFunction {
  return (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) return done(error ?? new NotPublic(), '', 0)
      if (!addresses.every(({ address }) => isPermitted(address, toLoopback)))
        return done(new NotPublic(), '', 0)
      if (options.all) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
}

/** The host of an address, without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

/** Whether an address names a host by its number that nothing is sent to; what a name leads to is seen when it is sent. */
export function isClosed(url: URL, toLoopback: boolean): boolean {
  const host = hostOf(url)
  if (isIP(host) !== 0) return !isPermitted(host, toLoopback)
  return !toLoopback && /(^|\.)localhost\.?$/i.test(host)
}
