import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'

export interface Mail {
  to: string[]
  text: string
  messageId: string
}

/** A mail server of this machine. `answer` may refuse a letter by throwing what it says; `users` asks for a name and a password. */
export async function mailServer({
  answer = () => {},
  users,
}: {
  answer?: (mail: Mail) => Promise<void> | void
  users?: Record<string, string>
} = {}): Promise<{ port: number; mails: Mail[] }> {
  const mails: Mail[] = []
  const server = new SMTPServer({
    authOptional: !users,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth({ username = '', password }, _session, done) {
      if (users?.[username] === password) done(null, { user: username })
      else done(Object.assign(new Error('Invalid login'), { responseCode: 535 }))
    },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', async () => {
        const text = Buffer.concat(parts).toString()
        const mail = {
          to: envelope.rcptTo.map(({ address }) => address),
          text,
          messageId: /^Message-ID: (.*)$/im.exec(text)?.[1]?.trim() ?? '',
        }
        try {
          await answer(mail)
          mails.push(mail)
          done(null)
        } catch (error) {
          done(error as Error)
        }
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
  return { port: (server.server.address() as AddressInfo).port, mails }
}

export interface Received {
  path: string
  headers: IncomingMessage['headers']
  body: string
}

/** An HTTP receiver of this machine; `answer` says with what, words as they are and anything else as JSON, and may keep silent for ever. */
export async function receiver(
  answer: (got: Received, times: number) => Promise<[number, unknown]> | [number, unknown] | null,
): Promise<{ url: string; got: Received[] }> {
  const got: Received[] = []
  const server = createServer(async (request, reply) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const received = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString() }
    got.push(received)
    const said = await answer(received, got.length)
    if (said)
      reply
        .writeHead(said[0], { 'content-type': 'application/json' })
        .end(typeof said[1] === 'string' ? said[1] : JSON.stringify(said[1]))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got }
}
