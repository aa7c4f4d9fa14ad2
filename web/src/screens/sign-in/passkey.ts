import { KeepPasskeyAsk, Me, PasskeyOptions } from '@ioc/server/contract'
import { sendJson } from '../../api/send.ts'

// What a browser asks its keys (WebAuthn level 3). What it answers goes to the server as it is: the server judges it.

/** An address is no name a key can be good at. */
const ADDRESS = /^[\d.]+$|:/

/** Whether this browser has keys to ask, and comes here by a name that keys can be good at. */
export const hasPasskeys = (): boolean =>
  'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential && !ADDRESS.test(location.hostname)

/** Signs in with a key. Null where whoever was asked for it would not, or has none. */
export async function enterByPasskey(): Promise<Me | null> {
  const { options } = PasskeyOptions.parse(await sendJson('/api/sign-in/passkey/begin', {}))
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as unknown as PublicKeyCredentialRequestOptionsJSON)
  const shown = await withoutRefusal(navigator.credentials.get({ publicKey }))
  return shown && Me.parse(await sendJson('/api/sign-in/passkey', { response: shown.toJSON() }))
}

/** Makes a key for this account and keeps it under a name. False where whoever was asked would not. */
export async function addPasskey({ name, password }: { name: string; password: string | null }): Promise<boolean> {
  const { options } = PasskeyOptions.parse(await sendJson('/api/me/passkeys/begin', { password }))
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as unknown as PublicKeyCredentialCreationOptionsJSON)
  const made = await withoutRefusal(navigator.credentials.create({ publicKey }))
  if (!made) return false
  await sendJson('/api/me/passkeys', KeepPasskeyAsk.parse({ name, response: made.toJSON() }))
  return true
}

/** A browser says by this that somebody let it be, took too long, or has the key already. */
async function withoutRefusal(asking: Promise<Credential | null>): Promise<PublicKeyCredential | null> {
  try {
    return (await asking) as PublicKeyCredential | null
  } catch (error) {
    if (error instanceof DOMException && ['NotAllowedError', 'AbortError', 'InvalidStateError'].includes(error.name)) return null
    throw error
  }
}
