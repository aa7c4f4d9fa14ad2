import type { useText } from '../../text/use-text.ts'

/** Why somebody who comes back from the house that signs people in is not known by it, by what follows `#` in the address. */
export const REFUSED: Record<string, Parameters<ReturnType<typeof useText>['t']>[0]> = {
  'oidc-none': 'signIn.refused.none',
  'oidc-unreachable': 'signIn.refused.unreachable',
  'oidc-late': 'signIn.refused.late',
  'oidc-refused': 'signIn.refused.refused',
  'oidc-weak': 'signIn.refused.weak',
  'oidc-unknown': 'signIn.refused.unknown',
  'oidc-not-anew': 'signIn.refused.notAnew',
  'oidc-other': 'signIn.refused.other',
}
