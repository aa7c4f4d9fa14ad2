import * as client from 'openid-client'

// Signing in at another house by OpenID Connect (authorization code with PKCE): the provincial single sign-on, VNeID for offices, Keycloak.

export interface Oidc {
  /** On the button. */
  title: string
  /** Where the browser is to go, and what is to be kept until it is back. `anew`: to be asked there again, though they are signed in there. */
  begin(origin: string, how?: { anew: boolean }): Promise<{ url: string; kept: Kept }>
  /**
   * Who it is that came back, and whether that house asked them for both steps, as it was told to. Throws where anything of it does not hold,
   * TooWeak where it asked for less, NotAnew where it was to ask anew and did not, or does not say.
   */
  end(returned: URL, origin: string, kept: Kept): Promise<{ issuer: string; subject: string; login: string; isTwice: boolean }>
}

/** That house asked for less than the operator wants of it. */
export class TooWeak extends Error {}

/** That house knew them from before, and did not ask. */
export class NotAnew extends Error {}

export interface Kept {
  state: string
  nonce: string
  verifier: string
  /** When they left to be asked anew, in seconds since 1970; null where they may be known there already. */
  anewFrom: number | null
}

const PATIENCE_S = 10
/** Its clock may be behind ours by as much. */
const CLOCKS_APART_S = 30
const words = (text = '') => text.split(/[\s,]+/).filter((word) => word !== '')
const RETURN = '/api/sign-in/oidc/return'

/**
 * As the operator set it up (IOC_OIDC_ISSUER, IOC_OIDC_CLIENT_ID, IOC_OIDC_CLIENT_SECRET, IOC_OIDC_TITLE, IOC_OIDC_LOGIN_CLAIM); null where not.
 * How strongly it is to have asked: one of the classes of IOC_OIDC_ACR, and every method of IOC_OIDC_AMR (RFC 8176).
 */
export function openOidc(env: NodeJS.ProcessEnv): Oidc | null {
  const { IOC_OIDC_ISSUER: issuer, IOC_OIDC_CLIENT_ID: id, IOC_OIDC_CLIENT_SECRET: secret } = env
  if (!issuer || !id) return null
  const claim = env.IOC_OIDC_LOGIN_CLAIM || 'preferred_username'
  const [classes, methods] = [words(env.IOC_OIDC_ACR), words(env.IOC_OIDC_AMR)]
  let known: Promise<client.Configuration> | undefined

  /** Asked once; again where it did not answer. */
  function configuration(): Promise<client.Configuration> {
    const at = new URL(issuer as string)
    // What goes over a wire must be sealed; a provider of this very machine may do without.
    const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(at.hostname)
    const execute = [
      // The signature is looked at although the token comes straight from there: a proxy between is no authority.
      client.enableNonRepudiationChecks,
      ...(at.protocol === 'http:' && isHere ? [client.allowInsecureRequests] : []),
    ]
    known ??= client.discovery(at, id as string, secret, undefined, { timeout: PATIENCE_S, execute }).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }

  function assertStrong({ acr, amr }: client.IDToken): void {
    const said = Array.isArray(amr) ? amr : []
    if (classes.length > 0 && !classes.includes(String(acr))) throw new TooWeak(`It asked by class «${acr}».`)
    if (!methods.every((method) => said.includes(method))) throw new TooWeak(`It asked by «${said.join(' ')}».`)
  }

  function assertAnew({ auth_time: at }: client.IDToken, from: number | null): void {
    if (from === null) return
    if (typeof at !== 'number' || at < from - CLOCKS_APART_S)
      throw new NotAnew(`It asked at ${at ?? 'no time it tells'}, not after ${from}.`)
  }

  return {
    title: env.IOC_OIDC_TITLE || new URL(issuer).host,
    async begin(origin, { anew } = { anew: false }) {
      const kept: Kept = {
        ...{ state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() },
        anewFrom: anew ? Math.floor(Date.now() / 1_000) : null,
      }
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: origin + RETURN,
        scope: 'openid profile',
        code_challenge: await client.calculatePKCECodeChallenge(kept.verifier),
        code_challenge_method: 'S256',
        state: kept.state,
        nonce: kept.nonce,
        ...(classes.length > 0 && { acr_values: classes.join(' ') }),
        // Either would do; who knows but one of them does as it says, and has to tell when it asked for the other.
        ...(anew && { prompt: 'login', max_age: '0' }),
      })
      return { url: url.href, kept }
    },
    async end(returned, origin, { state, nonce, verifier, anewFrom }) {
      const at = new URL(RETURN, origin)
      at.search = returned.search
      const tokens = await client.authorizationCodeGrant(await configuration(), at, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      })
      const claims = tokens.claims()
      const login = claims?.[claim]
      if (!claims || typeof login !== 'string' || login === '') throw new Error(`The id token names no «${claim}».`)
      assertStrong(claims)
      assertAnew(claims, anewFrom)
      return { issuer: claims.iss, subject: claims.sub, login, isTwice: classes.length + methods.length > 0 }
    },
  }
}
