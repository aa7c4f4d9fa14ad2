import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** A host of a test whose certificate it has made itself, so that nobody vouches for it. */
export async function untrustedHost(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(selfSigned(), (_, reply) => reply.end('[]'))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

/** A key and an X.509 certificate (RFC 5280) that says of itself that it is good, for a century. */
function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = der(SEQUENCE, der(OID, Buffer.from('2a8648ce3d040302', 'hex')))
  const commonName = Buffer.from('550403', 'hex')
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, der(OID, commonName), der(UTF8, Buffer.from('nobody')))))
  const validity = der(SEQUENCE, der(TIME, Buffer.from('20000101000000Z')), der(TIME, Buffer.from('21000101000000Z')))
  const serial = der(INTEGER, Buffer.from([1]))
  const key = publicKey.export({ type: 'spki', format: 'der' })
  const told = der(SEQUENCE, serial, ecdsaWithSha256, name, validity, name, key)
  const signature = der(BITS, Buffer.from([0]), sign('sha256', told, privateKey))
  const certificate = der(SEQUENCE, told, ecdsaWithSha256, signature)
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
  }
}

const [INTEGER, BITS, OID, UTF8, TIME, SEQUENCE, SET] = [0x02, 0x03, 0x06, 0x0c, 0x18, 0x30, 0x31]

/** A value as DER writes it: what it is, how long, and its parts. */
function der(tag: number | undefined, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const long =
    body.length > 255 ? [0x82, body.length >> 8, body.length & 255] : body.length > 127 ? [0x81, body.length] : [body.length]
  return Buffer.concat([Buffer.from([tag ?? 0, ...long]), body])
}
