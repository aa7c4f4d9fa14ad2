import type { Localised } from '@ioc/sql/pack'

/** What is refused with a status of its own, in words for whoever asked. */
export class Refusal extends Error {
  readonly statusCode: number
  readonly said: Localised

  constructor(statusCode: number, said: Localised) {
    super(said.vi)
    this.statusCode = statusCode
    this.said = said
  }
}

/** Nobody is signed in, or no longer. */
export class SignInWanted extends Refusal {
  constructor(said: Localised = { vi: 'Hãy đăng nhập, rồi làm lại.', en: 'Sign in, then do it again.' }) {
    super(401, said)
  }
}

/** Who is signed in may not do this; what they lack is said, so that they know what to ask for. */
export class NotAllowed extends Refusal {
  constructor({ vi, en }: Localised) {
    super(403, {
      vi: `Tài khoản này chưa có quyền «${vi}». Cần thì xin người quản trị hệ thống cấp.`,
      en: `This account lacks the permission «${en}». Ask an administrator if you need it.`,
    })
  }
}

/** Whoever is signed in is to have the second step, and has not set it up. */
export class SecondStepWanted extends Refusal {
  constructor() {
    super(403, {
      vi: 'Tài khoản này phải có bước xác thực thứ hai. Mở «Tài khoản của tôi» để bật, rồi làm lại.',
      en: 'This account is to have a second step. Open «My account» to set it up, then do it again.',
    })
  }
}

/** Sent from a page that is not ours. */
export class FromElsewhere extends Refusal {
  constructor() {
    super(403, {
      vi: 'Yêu cầu này không đến từ trang của hệ thống nên không thực hiện.',
      en: 'This was not asked by a page of this system, so nothing was done.',
    })
  }
}

export class TooOften extends Refusal {
  readonly retryAfterS: number
  /** Which limit it is. */
  readonly of: string
  /** The first that was too many; those that follow are told by it. */
  readonly isFirst: boolean

  constructor(
    retryAfterS: number,
    { said, of, isFirst }: { said: (seconds: number) => Localised; of: string; isFirst: boolean },
  ) {
    super(429, said(retryAfterS))
    this.retryAfterS = retryAfterS
    this.of = of
    this.isFirst = isFirst
  }
}
