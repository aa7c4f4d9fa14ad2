import { z } from 'zod'

/** Who acts. The server fills in the name of who is signed in; what is sent in its place is of no account. */
export const By = z.string().default('')
