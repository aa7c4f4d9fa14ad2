import type { IndicatorAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import type { Say } from '../../text/say.ts'
import { useText } from '../../text/use-text.ts'
import { ofMembers, within } from './cube.ts'
import { Breadcrumb } from './drill/Breadcrumb.tsx'
import { down } from './drill/drill.ts'
import { Forecast } from './forecast/Forecast.tsx'
import { Headline } from './Headline.tsx'
import { heldIn } from './out/about.ts'
import { Out } from './out/Out.tsx'
import { PickedBar } from './picked/PickedBar.tsx'
import { PickedCourse } from './picked/PickedCourse.tsx'
import { LineLegend } from './pictures/LineLegend.tsx'
import { PictureView } from './pictures/PictureView.tsx'
import type { Pressed } from './pictures/picture.ts'
import { sayOfStep } from './pictures/slots.ts'
import { PointPanel } from './point/PointPanel.tsx'
import { readingQuery } from './queries.ts'
import { sayNothingBeside, sayReach } from './reach.ts'
import { Records } from './records/Records.tsx'
import type { Settled } from './settle.ts'
import { sorted, sortOf } from './sort.ts'
import { CubeTable } from './table/CubeTable.tsx'
import { Unanswered } from './Unanswered.tsx'
import { useCube } from './use-cube.ts'
import { useSigned } from './use-signed.ts'
import { UnusualPoints } from './usual/UnusualPoints.tsx'
import { BY_FORECAST, BY_RECORDS, BY_UNIT, NOW, type View } from './view.ts'

interface Props {
  view: Settled
  indicators: readonly [IndicatorAnswer, ...IndicatorAnswer[]]
  /** It answers one question only: there is no way on to another. */
  isFixed?: boolean
  change(changes: Partial<View>): void
}

/** What its rows are: units, or values of a dimension. */
function membersOf({ by }: Settled, { dimensions }: IndicatorAnswer, unit: string, title: Say['title']): string {
  const dimension = by === null || by === BY_UNIT ? undefined : dimensions.find(({ dim }) => dim === by)
  return dimension ? title(dimension.title) : unit
}

/** What was asked, answered: the number, then its picture and its table, or the records behind it. */
export function Explored(props: Props) {
  const { view, indicators, isFixed, change } = props
  return (
    <>
      {!isFixed && <Breadcrumb view={view} indicator={indicators[0]} change={change} />}
      <Headline indicator={indicators[0]} view={view} />
      {view.by === BY_RECORDS ? (
        <Records indicator={indicators[0]} view={view} change={change} />
      ) : view.by === BY_FORECAST ? (
        <Forecast indicator={indicators[0]} view={view} change={change} />
      ) : (
        <Answer {...props} />
      )}
    </>
  )
}

function Answer({ view, indicators, isFixed = false, change }: Props) {
  const say = useText()
  const { t, title, language } = say
  const { cube: told, error, isAsking, answered, of, stop, again } = useCube(view, indicators)
  const cube = useSigned(told, view, indicators)
  const { data: reading } = useQuery(readingQuery(indicators[0].id, view))
  const answer = useRef<HTMLDivElement>(null)
  const sort = sortOf(view, indicators[0])
  const [from, to] = [view.zoom?.from, view.zoom?.to]
  const all = useMemo(
    () => cube && within(sorted(cube, sort, language), from && to ? { from, to } : null),
    [cube, sort, language, from, to],
  )
  const { picked, alone } = view
  const shown = useMemo(() => (all && alone && picked.length > 0 ? ofMembers(all, picked) : all), [all, alone, picked])
  const members = membersOf(view, indicators[0], t('explore.tableMember'), title)
  const isEmpty = shown?.rows.every(({ cells }) => cells.every((column) => column.every((cell) => cell?.value == null)))
  const nothingBeside = shown ? sayNothingBeside(shown, view, say) : []

  const toggle = (member: string) =>
    change({ picked: view.picked.includes(member) ? view.picked.filter((key) => key !== member) : [...view.picked, member] })
  const press = (pressed: Pressed) => {
    if (pressed === null) return
    if ('pick' in pressed) toggle(pressed.pick)
    else change('open' in pressed ? down(view, pressed.open, indicators[0]) : { at: pressed.at })
  }
  return (
    <>
      <div className="explore-bar">
        <div role="radiogroup" aria-label={t('explore.pictures.name')} className="explore-kinds">
          {view.pictures.map((kind) => (
            <label key={kind} data-chosen={kind === view.picture || undefined}>
              <input
                type="radio"
                name="picture"
                className="unseen"
                checked={kind === view.picture}
                onChange={() => change({ picture: kind })}
              />
              {t(`explore.pictures.${kind}`)}
            </label>
          ))}
        </div>
        {view.zoom && (
          <p className="explore-zoom">
            {t('explore.zoomed', {
              from: sayOfStep(view.zoom.from, view.step, say),
              to: sayOfStep(view.zoom.to, view.step, say),
            })}
            <button type="button" onClick={() => change({ zoom: null })}>
              {t('explore.unzoom')}
            </button>
          </p>
        )}
        {all && <PickedBar cube={all} view={view} change={change} />}
        {isAsking && (
          <p className="explore-asking" role="status">
            {t('explore.loading')} {of > 1 && `${answered}/${of}`}
            <button type="button" onClick={stop}>
              {t('explore.stop')}
            </button>
          </p>
        )}
        {shown && !isEmpty && <Out cube={shown} view={view} indicators={indicators} members={members} answer={answer} />}
      </div>
      {error ? (
        <Unanswered error={error} again={again} />
      ) : !cube && !isAsking ? (
        <p className="explore-said">
          {t('explore.stopped')}{' '}
          <button type="button" onClick={again}>
            {t('explore.again')}
          </button>
        </p>
      ) : null}
      {shown && isEmpty && !shown.gaps?.length && (
        <p className="explore-said">{reading?.heldUntil ? heldIn(reading, say) : t('explore.empty')}</p>
      )}
      {shown &&
        [...sayReach(shown, view, reading, say), ...nothingBeside].map((each) => (
          <p key={each} className="explore-standing">
            {each}
          </p>
        ))}
      {shown && !isEmpty && view.isOverTime && view.period === NOW && <p className="explore-standing">{t('explore.standing')}</p>}
      {shown && !isEmpty && view.picture === 'bar' && !view.isOverTime && view.compare && nothingBeside.length === 0 && (
        <p className="explore-standing">
          {view.compare === 'peers'
            ? t('explore.peersBars')
            : t('explore.besideBars', { beside: t(`explore.tableBefore.${view.compare}`) })}
        </p>
      )}
      {shown && !isEmpty && view.picture === 'line' && <UnusualPoints view={view} change={change} />}
      {shown && !isEmpty && view.picture === 'line' && <LineLegend cube={shown} picked={picked} compare={view.compare} />}
      {shown && !isEmpty && (
        <div ref={answer} className="explore-answer" data-old={isAsking || undefined}>
          <PictureView
            cube={shown}
            view={view}
            label={t('explore.chart', {
              picture: t(`explore.pictures.${view.picture}`),
              indicators: indicators.map((each) => title(each.title)).join(', '),
              unit: shown.rows.length === 1 ? (shown.rows[0]?.member.name ?? '') : t('explore.byUnit'),
            })}
            onPress={press}
            onZoom={(from, to) => change({ zoom: { from, to } })}
            onPick={(members) => change({ picked: [...new Set([...view.picked, ...members])] })}
          />
          <section className="explore-table" aria-label={t('explore.table')}>
            <CubeTable
              cube={shown}
              view={{ ...view, sort }}
              members={members}
              change={change}
              onOpen={
                isFixed
                  ? undefined
                  : ({ member, slot }) => change(slot ? { at: slot } : member ? down(view, member, indicators[0]) : {})
              }
            />
          </section>
          {!view.isOverTime && !isFixed && picked.length > 0 && <PickedCourse view={view} indicator={indicators[0]} />}
          {view.at && view.isOverTime && (
            <PointPanel
              key={view.at}
              {...{ at: view.at, computedAt: shown.computedAt ?? new Date().toISOString() }}
              {...{ isFixed, indicator: indicators[0], view, change }}
            />
          )}
        </div>
      )}
    </>
  )
}
