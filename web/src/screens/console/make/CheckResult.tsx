import type { CheckAnswer } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { sayFault } from '../runs/RunFault.tsx'
import { Fault } from './Fault.tsx'

/** Each step of reaching the source, how long it took and what came of it. */
export function CheckResult({ answer: { faults, steps, sample, fault } }: { answer: CheckAnswer }) {
  const { t, number, language } = useText()
  // The server words a fault in Vietnamese; whoever reads English is told it by its name.
  const said = ({ message, fault }: CheckAnswer['steps'][number]) => {
    const known = language === 'en' && fault ? sayFault(t, fault, language) : null
    return known ? `${known.what} ${known.todo}` : message
  }
  return (
    <div role="status" className="make-checked">
      {faults.length > 0 && <Fault>{t('make.formFaults', { n: number(faults.length) })}</Fault>}
      <ul>
        {steps.map(({ step, ok, ms, ...rest }) => (
          <li key={step} data-ok={ok}>
            <Shape tone={ok ? 'good' : 'critical'} />
            <b>{t(`make.checkSteps.${step}`)}</b>
            <span>{said({ step, ok, ms, ...rest })}</span>
            <em>{t('make.ms', { ms: number(ms) })}</em>
          </li>
        ))}
      </ul>
      {fault && <Fault>{fault}</Fault>}
      {sample && steps.every(({ ok }) => ok) && !fault && (
        <p className="make-good">
          <Shape tone="good" /> {t('make.sampled', { name: sample.name, size: number(Math.ceil(sample.bytes / 1000)) })}
        </p>
      )}
    </div>
  )
}
