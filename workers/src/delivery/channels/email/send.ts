import { createTransport } from 'nodemailer'
import type { z } from 'zod'
import { GuardedSocket } from '../../../connectors/guard.ts'
import { DeliveryFault, type Parcel } from '../../channel.ts'
import { headline, plainText } from '../../words.ts'
import type { settings } from './config.ts'
import { htmlOf } from './html.ts'

const TIMEOUT_MS = 30_000

/** Answers with what the server said when it took the letter. */
export async function send(
  { id, name, address, letter, home }: Parcel,
  { host, port, security, user, password, from }: z.infer<typeof settings>,
  { signal }: { signal: AbortSignal },
): Promise<string> {
  const connection = await reach(host, port, signal)
  const transport = createTransport({
    host,
    port,
    connection,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user && { auth: { user, pass: password ?? '' } }),
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const stop = () => connection.destroy()
  signal.addEventListener('abort', stop)
  try {
    const { html, attachments } = htmlOf(letter, home)
    const { response } = await transport.sendMail({
      from: { name: 'Trung tâm điều hành thông minh', address: from },
      to: { name, address },
      subject: headline(letter),
      text: plainText(letter, home),
      html,
      attachments,
      // The same at every attempt: who got it already shows it once.
      messageId: `<ioc-${id}@${from.slice(from.indexOf('@') + 1)}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    return response
  } catch (error) {
    const { responseCode = 0, message } = error as { responseCode?: number; message: string }
    // 5xx is the server's last word, save that it does not let us in or on: that a person mends.
    throw new DeliveryFault(message, { isFinal: responseCode >= 550 && responseCode < 560 })
  } finally {
    signal.removeEventListener('abort', stop)
    transport.close()
    connection.destroy()
  }
}

/** Connected where a feed might go too, and nowhere else. */
function reach(host: string, port: number, signal: AbortSignal): Promise<GuardedSocket> {
  return new Promise((resolve, reject) => {
    const socket = new GuardedSocket()
    const fail = (error: Error) => {
      socket.destroy()
      reject(error)
    }
    const silent = {
      vi: `${host}:${port} không trả lời sau ${TIMEOUT_MS / 1000} giây. Kiểm tra máy chủ thư, cổng và tường lửa.`,
      en: `${host}:${port} does not answer within ${TIMEOUT_MS / 1000} seconds. Check the mail server, its port and the firewall.`,
    }
    socket.setTimeout(TIMEOUT_MS, () => fail(new DeliveryFault(silent)))
    socket.once('error', fail)
    signal.addEventListener('abort', () => fail(new DeliveryFault({ vi: 'Đang dừng.', en: 'Stopping.' })), { once: true })
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.removeAllListeners('timeout')
      socket.removeListener('error', fail)
      resolve(socket)
    })
    socket.connect(port, host)
  })
}
