import type { ChecklistReport } from '@ioc/server/contract'
import type { Say } from '../../../text/say.ts'

export interface Entry {
  at: string
  /** From which side it comes. */
  kind: string
  text: string
}

/** What happened to the alerts, who was told and has it, what was ordered and what became of the steps, in one order. */
export function entriesOf({ checklist, events, alerts, messages, directives }: ChecklistReport, { t, title }: Say): Entry[] {
  const stepOf = (id: unknown) => checklist.steps.find((step) => step.id === id)
  const words = (...parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(', ')
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? `«${value}»` : null)
  const receipt = ({ channel, status, seenAt }: ChecklistReport['messages'][number]) =>
    channel === 'in_app' ? t(seenAt ? 'told.messages.seen' : 'told.messages.unseen') : t(`told.messages.${status}`)
  return [
    ...events.map(({ at, kind, step, by, note, why, name }) => {
      const of = stepOf(step)
      return {
        ...{ at, kind: t('checklists.report.kind.step') },
        text: words(
          [t(`checklists.event.${kind}`), of && title(of.title)].filter(Boolean).join(': '),
          by,
          text(note) ?? text(why) ?? text(name),
        ),
      }
    }),
    ...alerts.map(({ alert, at, kind, by, note, level }) => {
      const of = checklist.alerts.find(({ id }) => id === alert)
      return {
        ...{ at, kind: t('checklists.report.kind.alert') },
        text: words(
          of && [title(of.subject.title), of.unit].filter(Boolean).join(', '),
          t(`alerts.event.${kind}`),
          t(`alerts.level.${level}`),
          by,
          text(note),
        ),
      }
    }),
    ...messages.map((message) => ({
      ...{ at: message.madeAt, kind: t('checklists.report.kind.message') },
      text: words(`${message.name} (${t(`told.channel.${message.channel}`)}): ${message.headline}`, receipt(message)),
    })),
    ...directives.map(({ id, at, kind, title: name, unit, by }) => ({
      ...{ at, kind: t('checklists.report.kind.directive') },
      text: words(`CĐ-${id} ${name}`, unit, t(`directives.event.${kind}`), by),
    })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}
