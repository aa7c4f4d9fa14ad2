import { SourceFault } from '../fault.ts'
import type { HttpClient } from '../http-client.ts'
import type { RestConfig } from './config.ts'
import { accessToken, basic, forgetToken } from './oauth2.ts'

/** The headers of a request, with what lets it in. */
export async function headersOf(config: RestConfig, client: HttpClient, signal: AbortSignal): Promise<Record<string, string>> {
  const { headers, auth, answers } = config
  const all = { accept: `application/${answers}`, ...headers }
  if (auth.kind === 'bearer') return { ...all, authorization: `Bearer ${auth.token}` }
  if (auth.kind === 'basic') return { ...all, authorization: basic(auth.user, auth.password) }
  if (auth.kind === 'header') return { ...all, [auth.name.toLowerCase()]: auth.value }
  if (auth.kind === 'oauth2') return { ...all, authorization: `Bearer ${await accessToken(auth, client, signal)}` }
  return all
}

/** Whether a refusal may mean only that our access ran out, and asking for a new one is worth a second try. */
export function mayRenew({ auth }: RestConfig, error: unknown): boolean {
  if (auth.kind !== 'oauth2' || !(error instanceof SourceFault) || error.step !== 'sign-in') return false
  return forgetToken(auth)
}
