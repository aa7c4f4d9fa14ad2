/** Where people sign in, and where they look after their own account. By themselves: what asks for them loads nothing else of the desk. */
export const SIGN_IN = '/sign-in'
export const ACCOUNT = '/account'
