import { useQuery } from '@tanstack/react-query'
import { Suspense, useEffect, useId, useState } from 'react'
import { useMay, useMe } from '../../api/me.ts'
import { isExercised } from '../../api/world.ts'
import '../../theme/desk.css'
import { useText } from '../../text/use-text.ts'
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx'
import { lazily } from '../../ui/lazily.ts'
import { Accounts } from './accounts/Accounts.tsx'
import { Tokens } from './accounts/Tokens.tsx'
import { AlertRuleScreen } from './alerts/AlertRuleScreen.tsx'
import { AlertRules } from './alerts/AlertRules.tsx'
import { AlertScreen } from './alerts/AlertScreen.tsx'
import { Alerts } from './alerts/Alerts.tsx'
import { WaitingAlerts } from './alerts/WaitingAlerts.tsx'
import { Audit } from './audit/Audit.tsx'
import { Boundaries } from './boundaries/Boundaries.tsx'
import { BriefingScreen } from './briefings/BriefingScreen.tsx'
import { Briefings } from './briefings/Briefings.tsx'
import { AfterAction } from './checklists/AfterAction.tsx'
import { ChecklistScreen } from './checklists/ChecklistScreen.tsx'
import { Checklists } from './checklists/Checklists.tsx'
import { Operations } from './operations/Operations.tsx'
import './console.css'
import { EXPLORE } from '../explore/root.ts'
import { MeMenu } from '../sign-in/MeMenu.tsx'
import { DirectiveScreen } from './directives/DirectiveScreen.tsx'
import { Directives } from './directives/Directives.tsx'
import { comesOf, NewDirective } from './directives/NewDirective.tsx'
import { Embargoes } from './embargoes/Embargoes.tsx'
import { Events } from './events/Events.tsx'
import { ConsoleBand } from './exercises/ConsoleBand.tsx'
import { ExercisePaper } from './exercises/ExercisePaper.tsx'
import { Exercises } from './exercises/Exercises.tsx'
import { FeedList } from './FeedList.tsx'
import { HeldScreen } from './held/HeldScreen.tsx'
import { Link } from './Link.tsx'
import { Layouts } from './layouts/Layouts.tsx'
import { Lineage } from './lineage/Lineage.tsx'
import { MakeScreen } from './make/MakeScreen.tsx'
import { NewFeed } from './make/NewFeed.tsx'
import { Versions } from './make/Versions.tsx'
import { NoAnswer } from './NoAnswer.tsx'
import './phone.css'
import { onlyOf, pathTo, placeOf } from './paths.ts'
import { ProposalScreen } from './proposals/ProposalScreen.tsx'
import { Proposals } from './proposals/Proposals.tsx'
import { WaitingCount } from './proposals/WaitingCount.tsx'
import { WhoTold } from './punctuality/WhoTold.tsx'
import { Quality } from './quality/Quality.tsx'
import { feedsQuery } from './queries.ts'
import { FormEntry } from './reporting/FormEntry.tsx'
import { ReportList } from './reporting/ReportList.tsx'
import { ReportScreen } from './reporting/ReportScreen.tsx'
import { CONSOLE } from './root.ts'
import { RuleScreen } from './rules/RuleScreen.tsx'
import { Rules } from './rules/Rules.tsx'
import { FeedRuns } from './runs/FeedRuns.tsx'
import { RunScreen } from './runs/RunScreen.tsx'
import { SectionLink } from './SectionLink.tsx'
import { Remote } from './screens/Remote.tsx'
import { Screens } from './screens/Screens.tsx'
import { Signoff } from './signoff/Signoff.tsx'
import { SignoffPeriod } from './signoff/SignoffPeriod.tsx'
import { Channels } from './told/Channels.tsx'
import { Messages } from './told/Messages.tsx'
import { Recipients } from './told/Recipients.tsx'
import { useKeptFocus } from './use-kept-focus.ts'
import { moveTo, usePath } from './use-path.ts'

const SceneScreen = lazily(() => import('./layouts/SceneScreen.tsx'))
const PlaylistScreen = lazily(() => import('./layouts/PlaylistScreen.tsx'))

/** Where stewards work: feeds, what they brought, and the rows that wait for a person. */
export default function ConsolePage() {
  const { t } = useText()
  const path = usePath()
  const place = placeOf(path)
  const main = useKeptFocus(path)
  const menu = useId()
  const [isMenuOpen, setMenuOpen] = useState(false)
  useEffect(() => setMenuOpen(false), [path])
  const me = useMe()
  const may = useMay()
  const seesFeeds = may('feeds.read')
  const { data: feeds = [] } = useQuery({ ...feedsQuery(), enabled: seesFeeds })
  // Where the desk begins is nothing for whoever has to do with no feed.
  useEffect(() => {
    if (me && !seesFeeds && path === CONSOLE) moveTo(pathTo.alerts())
  }, [me, seesFeeds, path])
  const waiting = feeds.reduce((sum, feed) => sum + feed.waiting + feed.awaiting, 0)
  return (
    <div className="desk console" data-exercise={isExercised() || undefined}>
      <header className="console-top">
        <button
          type="button"
          className="console-menu"
          aria-expanded={isMenuOpen}
          aria-controls={menu}
          onClick={() => setMenuOpen(!isMenuOpen)}
        >
          {t('console.menu')}
        </button>
        <strong>Phố Hiến</strong>
        <ConsoleBand />
        <LanguageSwitch />
        <a href={EXPLORE}>{t('explore.title')}</a>
        <a href="/open">{t('open.title')}</a>
        <a href="/wall">{t('console.wall')}</a>
        <MeMenu />
      </header>
      <nav id={menu} className="console-nav" aria-label={t('console.title')} data-open={isMenuOpen || undefined}>
        <SectionLink of="alerts" to={pathTo.alerts()} current={place.screen === 'alerts' || place.screen === 'alert'}>
          {t('alerts.title')}
          <WaitingAlerts />
        </SectionLink>
        <SectionLink
          of="alertRules"
          to={pathTo.alertRules()}
          current={place.screen === 'alert-rules' || place.screen === 'alert-rule'}
          className="console-sub"
        >
          {t('alerts.rules.title')}
        </SectionLink>
        {(['recipients', 'messages', 'channels'] as const).map((desk) => (
          <SectionLink key={desk} of={desk} to={pathTo[desk]()} current={place.screen === desk} className="console-sub">
            {t(`told.${desk === 'recipients' ? 'people' : desk}.title`)}
          </SectionLink>
        ))}
        <SectionLink
          of="directives"
          to={pathTo.directives()}
          current={place.screen === 'directives' || place.screen === 'directive' || place.screen === 'new-directive'}
        >
          {t('directives.title')}
        </SectionLink>
        <SectionLink
          of="checklists"
          to={pathTo.checklists()}
          current={place.screen === 'checklists' || place.screen === 'checklist' || place.screen === 'checklist-report'}
        >
          {t('checklists.title')}
        </SectionLink>
        <SectionLink
          of="exercises"
          to={pathTo.exercises()}
          current={place.screen === 'exercises' || place.screen === 'exercise-report'}
        >
          {t('exercises.title')}
        </SectionLink>
        {!isExercised() && (
          <>
            <SectionLink of="feeds" to={pathTo.feeds()} current={place.screen === 'feeds'}>
              {t('console.feeds')}
              {waiting > 0 && <b title={t('console.waitingHelp')}>{waiting}</b>}
            </SectionLink>
            <SectionLink
              of="newFeed"
              to={pathTo.newFeed()}
              current={place.screen === 'new' || place.screen === 'draft'}
              className="console-sub"
            >
              {t('make.new')}
            </SectionLink>
            {'feed' in place && (
              <>
                <SectionLink
                  of="feeds"
                  to={pathTo.runs(place.feed)}
                  current={place.screen === 'runs' || place.screen === 'run'}
                  className="console-sub"
                >
                  {t('console.runs')}
                </SectionLink>
                {feeds.some(({ key, connector }) => key === place.feed && connector === 'form') && (
                  <SectionLink
                    of="enter"
                    to={pathTo.enter(place.feed)}
                    current={place.screen === 'enter'}
                    className="console-sub"
                  >
                    {t('reporting.enter.title')}
                  </SectionLink>
                )}
                <SectionLink of="held" to={pathTo.held(place.feed)} current={place.screen === 'held'} className="console-sub">
                  {t('console.held')}
                </SectionLink>
                <SectionLink
                  of="feeds"
                  to={pathTo.versions(place.feed)}
                  current={place.screen === 'versions'}
                  className="console-sub"
                >
                  {t('make.versions')}
                </SectionLink>
                {feeds.some(({ key, expects }) => key === place.feed && expects) && (
                  <SectionLink of="feeds" to={pathTo.told(place.feed)} current={place.screen === 'told'} className="console-sub">
                    {t('console.told.who')}
                  </SectionLink>
                )}
                <SectionLink
                  of="feeds"
                  to={pathTo.lineage(place.feed)}
                  current={place.screen === 'lineage'}
                  className="console-sub"
                >
                  {t('console.lineage.where')}
                </SectionLink>
              </>
            )}
            <SectionLink of="screens" to={pathTo.screens()} current={place.screen === 'screens' || place.screen === 'remote'}>
              {t('screens.title')}
            </SectionLink>
            <SectionLink
              of="layouts"
              to={pathTo.layouts()}
              current={place.screen === 'layouts' || place.screen === 'scene' || place.screen === 'playlist'}
              className="console-sub"
            >
              {t('layouts.title')}
            </SectionLink>
            <SectionLink of="boundaries" to={pathTo.boundaries()} current={place.screen === 'boundaries'} className="console-sub">
              {t('boundaries.title')}
            </SectionLink>
            <SectionLink of="embargoes" to={pathTo.embargoes()} current={place.screen === 'embargoes'} className="console-sub">
              {t('embargoes.title')}
            </SectionLink>
            <SectionLink of="events" to={pathTo.events()} current={place.screen === 'events'}>
              {t('events.title')}
            </SectionLink>
            <SectionLink
              of="briefings"
              to={pathTo.briefings()}
              current={place.screen === 'briefings' || place.screen === 'briefing'}
            >
              {t('briefings.title')}
            </SectionLink>
            <SectionLink of="reports" to={pathTo.reports()} current={place.screen === 'reports' || place.screen === 'report'}>
              {t('reporting.title')}
            </SectionLink>
            <SectionLink
              of="signoff"
              to={pathTo.signoff()}
              current={place.screen === 'signoff' || place.screen === 'signoff-period'}
              className="console-sub"
            >
              {t('signoff.title')}
            </SectionLink>
            <SectionLink of="quality" to={pathTo.quality()} current={place.screen === 'quality'}>
              {t('quality.title')}
            </SectionLink>
            <SectionLink
              of="rules"
              to={pathTo.rules()}
              current={place.screen === 'rules' || place.screen === 'rule'}
              className="console-sub"
            >
              {t('rules.title')}
            </SectionLink>
            <SectionLink
              of="proposals"
              to={pathTo.proposals()}
              current={place.screen === 'proposals' || place.screen === 'proposal'}
            >
              {t('proposals.title')}
              <WaitingCount />
            </SectionLink>
            <SectionLink of="accounts" to={pathTo.accounts()} current={place.screen === 'accounts'}>
              {t('accounts.title')}
            </SectionLink>
            <SectionLink of="tokens" to={pathTo.tokens()} current={place.screen === 'tokens'} className="console-sub">
              {t('accounts.tokens.title')}
            </SectionLink>
            <SectionLink of="audit" to={pathTo.audit()} current={place.screen === 'audit'}>
              {t('audit.title')}
            </SectionLink>
            <SectionLink of="operations" to={pathTo.operations()} current={place.screen === 'operations'}>
              {t('operations.title')}
            </SectionLink>
          </>
        )}
      </nav>
      <main ref={main} tabIndex={-1} className="console-main">
        <NoAnswer />
        {seesFeeds && place.screen === 'feeds' && <FeedList />}
        {place.screen === 'alerts' && <Alerts />}
        {place.screen === 'alert' && <AlertScreen key={place.alert} id={place.alert} />}
        {place.screen === 'alert-rules' && <AlertRules />}
        {place.screen === 'alert-rule' && <AlertRuleScreen key={place.rule} id={place.rule} />}
        {place.screen === 'directives' && <Directives />}
        {place.screen === 'directive' && <DirectiveScreen key={place.directive} id={place.directive} />}
        {place.screen === 'new-directive' && <NewDirective {...comesOf(location.search)} />}
        {place.screen === 'exercises' && <Exercises />}
        {place.screen === 'exercise-report' && <ExercisePaper key={place.exercise} id={place.exercise} />}
        {place.screen === 'checklists' && <Checklists />}
        {place.screen === 'checklist' && <ChecklistScreen key={place.checklist} id={place.checklist} />}
        {place.screen === 'checklist-report' && <AfterAction key={place.checklist} id={place.checklist} />}
        {place.screen === 'recipients' && <Recipients />}
        {place.screen === 'messages' && <Messages />}
        {place.screen === 'channels' && <Channels />}
        {place.screen === 'runs' && <FeedRuns key={place.feed} feed={place.feed} />}
        {place.screen === 'run' && <RunScreen {...place} />}
        {/* What was typed is kept by who typed it: it is found once they are known. */}
        {me && place.screen === 'held' && (
          <HeldScreen key={pathTo.held(place.feed, onlyOf(place))} feed={place.feed} only={onlyOf(place)} />
        )}
        {place.screen === 'versions' && <Versions key={place.feed} feed={place.feed} />}
        {place.screen === 'new' && <NewFeed />}
        {place.screen === 'draft' && <MakeScreen key={place.draft} draft={place.draft} />}
        {place.screen === 'told' && <WhoTold key={place.feed} feed={place.feed} />}
        {me && place.screen === 'enter' && <FormEntry key={place.feed} feed={place.feed} />}
        {place.screen === 'lineage' && <Lineage key={place.feed} feed={place.feed} />}
        {place.screen === 'boundaries' && <Boundaries />}
        {place.screen === 'screens' && <Screens />}
        {place.screen === 'remote' && <Remote key={place.display} id={place.display} />}
        {place.screen === 'embargoes' && <Embargoes />}
        {place.screen === 'briefings' && <Briefings />}
        {place.screen === 'briefing' && <BriefingScreen key={place.made} id={place.made} />}
        {place.screen === 'events' && <Events />}
        {place.screen === 'layouts' && <Layouts />}
        <Suspense fallback={<p className="console-empty">{t('console.loading')}</p>}>
          {place.screen === 'scene' && <SceneScreen key={place.scene} id={place.scene} />}
          {place.screen === 'playlist' && <PlaylistScreen key={place.playlist} id={place.playlist} />}
        </Suspense>
        {place.screen === 'reports' && <ReportList />}
        {me && place.screen === 'report' && <ReportScreen key={pathTo.report(place)} at={place} />}
        {place.screen === 'signoff' && <Signoff of={place.round} />}
        {place.screen === 'signoff-period' && <SignoffPeriod key={pathTo.signoffPeriod(place)} at={place} />}
        {place.screen === 'quality' && <Quality of={place.of} />}
        {place.screen === 'rules' && <Rules />}
        {place.screen === 'rule' && <RuleScreen key={`${place.kind} ${place.rule}`} {...place} />}
        {place.screen === 'proposals' && <Proposals />}
        {place.screen === 'proposal' && <ProposalScreen key={place.proposal} id={place.proposal} />}
        {place.screen === 'accounts' && <Accounts />}
        {place.screen === 'tokens' && <Tokens />}
        {place.screen === 'audit' && <Audit />}
        {place.screen === 'operations' && <Operations />}
        {place.screen === 'lost' && (
          <p className="console-empty">
            {t('console.lost')} <Link to={pathTo.feeds()}>{t('console.toFeeds')}</Link>
          </p>
        )}
      </main>
    </div>
  )
}
