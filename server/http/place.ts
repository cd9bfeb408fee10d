import type { Request } from 'express'
import { ipKeyGenerator } from 'express-rate-limit'

/** Where a request comes from, as the limits count it: an address, or the network of an IPv6 one. To be hashed where it is kept. */
export function placeOf(req: Request): string {
  return ipKeyGenerator(req.ip ?? '')
}
