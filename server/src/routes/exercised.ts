import { Conflict } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { TileContext } from '../tiles/context.ts'
import { alertRoutes } from './alerts.ts'
import { checklistRoutes } from './checklists.ts'
import { directiveRoutes } from './directives.ts'
import { messageRoutes } from './messages.ts'
import { recipientRoutes } from './recipients.ts'

/** What is the same in both worlds: read there, changed in the real one alone. */
const REAL = /^\/exercise\/api\/(alert-rules|channels|recipients|shifts)\b/

/**
 * The loop as an exercise has it, below /exercise: the very same routes over the world of exercises. Rules, people and channels are those of the real
 * world, and not to be changed from there.
 */
export function exercisedRoutes(app: FastifyInstance, real: TileContext): void {
  const context = { ...real, isExercised: true }
  app.register(
    async (scope) => {
      scope.addHook('onRoute', (route) => {
        if (route.schema) Object.assign(route.schema, { hide: true })
      })
      scope.addHook('preValidation', async ({ method, url }) => {
        if (method !== 'GET' && method !== 'HEAD' && REAL.test(url))
          throw new Conflict({
            vi: 'Quy tắc, người nhận và kênh gửi là của hệ thống thật, không đổi được trong diễn tập.',
            en: 'Rules, people and channels are real, and not to be changed in an exercise.',
          })
      })
      alertRoutes(scope, context)
      checklistRoutes(scope, context)
      directiveRoutes(scope, context)
      messageRoutes(scope, context)
      recipientRoutes(scope, context)
    },
    { prefix: '/exercise' },
  )
}
