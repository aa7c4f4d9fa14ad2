import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { inject } from 'vitest'

// Every file seals with a key file of its own: another may change its keys meanwhile.

process.env.IOC_SECRETS_KEY_FILE = join(inject('home'), `${randomBytes(6).toString('hex')}.key`)
