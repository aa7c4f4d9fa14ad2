export {
  type Account,
  changeAccount,
  findAccount,
  findLogin,
  listAccounts,
  makeAccount,
  namesOf,
  setDisabled,
} from './accounts/accounts.ts'
export { sendOnErrand, takeErrand } from './accounts/errands.ts'
export { accountOfIdentity } from './accounts/identities.ts'
export { acceptInvitation, type Invitation, invite, inviteFirst, openInvitation } from './accounts/invitations.ts'
export { findPasskey, keepPasskey, listPasskeys, markPasskey, removePasskey } from './accounts/passkeys.ts'
export { LEAST_PASSWORD, MOST_PASSWORD } from './accounts/password.ts'
export { beginSecondStep, confirmSecondStep, removeSecondStep, showSecondStep } from './accounts/second-step.ts'
export {
  aliveAmong,
  assertProved,
  beginSession,
  endSession,
  endSessions,
  findSession,
  listSessions,
  markProved,
  provedUntil,
  type Session,
  type SignedIn,
} from './accounts/sessions.ts'
export { assertPassword, changePassword, recognise } from './accounts/sign-in.ts'
export { type ApiToken, findToken, listTokens, makeToken, tokensAmong, withdrawToken } from './accounts/tokens.ts'
export { acknowledgeAlerts, endSilence, silenceAlerts, silencesAt } from './alerts/act.ts'
export { askWatch, type Outcome, type Watch } from './alerts/ask.ts'
export { describeAlertRules } from './alerts/describe-rules.ts'
export {
  type AlertQuery,
  alertsOpenAt,
  countOpenAlerts,
  eventsOfAlert,
  type FoundAlert,
  findAlert,
  findAlerts,
  type OpenAlerts,
} from './alerts/find.ts'
export { type AlertGroup, groupsOf } from './alerts/groups.ts'
export { engineHealth } from './alerts/health.ts'
export { type Rehearsal, rehearseAlerts } from './alerts/rehearse.ts'
export { relatedIssues, relatedNumbers } from './alerts/related.ts'
export { AlertRule } from './alerts/rule.ts'
export { alertRuleTrouble, changeAlertRule, listAlertRules, namedIn, weighAlertRule } from './alerts/rules.ts'
export { sayAlertRule } from './alerts/say.ts'
export { SharedReadings } from './alerts/shared-readings.ts'
export type { House } from './alerts/sight.ts'
export { numberOf } from './alerts/subject.ts'
export { SubjectNames } from './alerts/subject-names.ts'
export { dueWatches, type KnownWatch, syncWatches, watchesMovedBy } from './alerts/watches.ts'
export { contributionsTo, pastCases } from './alerts/why.ts'
export { annotate, findAnnotations, withdrawAnnotation } from './annotations/annotation.ts'
export { type Actor, actingAs } from './audit/actor.ts'
export { type AuditFound, auditedEntities, findAudit } from './audit/find.ts'
export { tellAudit } from './audit/tell.ts'
export { auditHead, type Broken, type Head, parseHead, type Verified, verifyAudit } from './audit/verify.ts'
export { type Linked, walkAudit } from './audit/walk.ts'
export { backUp } from './backup/backup.ts'
export { assertNothingSigned, leftBehind } from './backup/left-behind.ts'
export type { Manifest } from './backup/manifest.ts'
export { checkRestored, restore } from './backup/restore.ts'
export { LEAST_SAMPLES } from './baseline/spike.ts'
export { USUAL_WEEKS, USUAL_YEARS } from './baseline/usual.ts'
export { boundariesOf, type DrawnBy, mappedUnits, unitsToMatch } from './boundaries/of-day.ts'
export type { BoundaryReport } from './boundaries/report.ts'
export {
  type BoundarySet,
  findBoundaries,
  keepBoundaries,
  listBoundaries,
  putInForce,
  readTopology,
  withdrawBoundaries,
} from './boundaries/sets.ts'
export { type StoredBriefing, storedBriefings } from './briefings/apply.ts'
export { nextOccasion } from './briefings/cadence.ts'
export {
  askForBriefing,
  type BriefingFormat,
  findMade,
  listMade,
  type MadeBriefing,
  noteOccasions,
  readBriefingFile,
  tryBriefingAgain,
} from './briefings/made.ts'
export { type Draw, makeNextBriefing } from './briefings/make-next.ts'
export type { Calendar, Deadline } from './calendar/calendar.ts'
export { keepWorkingDays } from './calendar/keep-working-days.ts'
export { loadCalendar } from './calendar/load.ts'
export { lunarYearBefore } from './calendar/lunar.ts'
export { actOnChecklist, type StepAct, showForStep } from './checklists/act.ts'
export { Checklist, type ChecklistStep, loadChecklists } from './checklists/checklist.ts'
export {
  type ChecklistQuery,
  eventsOfChecklist,
  type FoundChecklist,
  findChecklist,
  findChecklists,
  findShown,
} from './checklists/find.ts'
export { followIntoChecklists } from './checklists/follow.ts'
export { type ChecklistEvent, type ChecklistLife, isAutomatic } from './checklists/life.ts'
export { followedBy, type MomentRead, momentsOf, readAsKnown } from './checklists/readings.ts'
export { fits, startChecklist, startingAlerts } from './checklists/start.ts'
export { watchChecklists } from './checklists/watch.ts'
export { type Change, compareConfigurations, fieldsOf } from './configuration/compare.ts'
export { isGivenByCommand, keptConfiguration } from './configuration/kept.ts'
export { configurationFiles, writeConfiguration } from './configuration/write.ts'
export { CalmClient, type Database, type Db, inBriefTransaction, openDatabase } from './db.ts'
export { claimDelivery, type DeliveryKey, keepDelivery, releaseDelivery } from './deliveries/claim.ts'
export { unfinishedDeliveries } from './deliveries/unfinished.ts'
export { type Act, actOnDirective, showEvidence } from './directives/act.ts'
export type { DirectiveAsk } from './directives/directive.ts'
export {
  directivesOpenAt,
  eventsOfDirective,
  type FoundDirective,
  findDirective,
  findDirectives,
  findEvidence,
  unitsAnswering,
} from './directives/find.ts'
export { issueDirective } from './directives/issue.ts'
export { type DirectiveEvent, isOpen as isDirectiveOpen, lacking } from './directives/life.ts'
export { watchDirectives } from './directives/watch.ts'
export { lookAtClock, lookAtRole, lookAtSeals, passesThrough, simulatedFeeds } from './doctor/look.ts'
export { acceptDrift, isChangeMeant, noteDrift, readProfile, saveProfile } from './drift/store.ts'
export { type Embargo, heldWith, liftEmbargo, listEmbargoes, nextRelease, setEmbargo, wholeBuckets } from './embargo/embargo.ts'
export { Conflict, Forbidden, Invalid, isOfDatabase, NotFound, Unavailable } from './errors.ts'
export { advanceEscalations } from './escalation/advance.ts'
export { channelHealth } from './escalation/channel-health.ts'
export {
  aloneForChannel,
  changeChannel,
  listChannels,
  type StoredChannel,
  sendTest,
  setChannel,
  usableChannels,
} from './escalation/channels.ts'
export { composeMessages } from './escalation/compose.ts'
export {
  addShift,
  changeContact,
  endShift,
  listContacts,
  listShifts,
  onDuty,
  removeContact,
  saveContact,
} from './escalation/contacts.ts'
export { followAlerts } from './escalation/follow.ts'
export { rosterGaps } from './escalation/gaps.ts'
export { handOver } from './escalation/hand-over.ts'
export type { AlertLetter, Letter } from './escalation/letter.ts'
export {
  type Attempt,
  attemptsOf,
  findMessages,
  type MessageTold,
  seeMessages,
  sendAgain,
  settleMessage,
  takeMessage,
} from './escalation/messages.ts'
export { ascentOf } from './escalation/of-alert.ts'
export { Owners } from './escalation/owner.ts'
export { type ChannelKey, EscalationPlan, loadEscalationPlan } from './escalation/plan.ts'
export { standInRecipients } from './escalation/stand-ins.ts'
export { addEvent, changeEvent } from './events/change.ts'
export type { NamedByEvents } from './events/check.ts'
export { endOf, startOf } from './events/event.ts'
export { type FoundEvent, findEvents } from './events/find.ts'
export { type EventVersion, eventsAsOf, versionsOfEvent } from './events/versions.ts'
export { actOnExercise, playExercise, startExercise } from './exercises/act.ts'
export {
  eventsOfExercise,
  exerciseUnderWay,
  type FoundExercise,
  findExercise,
  listExercises,
  madeByExercise,
} from './exercises/find.ts'
export { type ExerciseEvent, elapsedAt } from './exercises/life.ts'
export { asExercised } from './exercises/report.ts'
export { loadScenarios, type Scenario } from './exercises/scenario.ts'
export { exercisedSight, shownNow } from './exercises/shown.ts'
export { openExercised } from './exercises/world.ts'
export { type DomainSummary, summariseDomains } from './facts/by-domain.ts'
export { type FactHistory, type FactVersion, findFact } from './facts/find.ts'
export { hideCounts } from './facts/hide-counts.ts'
export type { FactReview } from './facts/review.ts'
export { leadElsewhere } from './feeds/destinations.ts'
export type { DraftChange, DraftPart } from './feeds/draft-parts.ts'
export {
  beginDraft,
  type DraftSpec,
  draftAsSeen,
  dropDraft,
  type FeedDraft,
  findDraft,
  freeKey,
  listDrafts,
  rewriteDraft,
  saveDraft,
} from './feeds/drafts.ts'
export { Feed, PromiseTime } from './feeds/feed.ts'
export { feedIdOf, findFeed, listFeeds, type StoredFeed } from './feeds/find.ts'
export { type FeedHealth, feedHealth } from './feeds/health.ts'
export { type FeedOverview, feedOverview } from './feeds/overview.ts'
export { publishFeed } from './feeds/publish.ts'
export { restsToday } from './feeds/rests.ts'
export { everSealed, feedSpecAt } from './feeds/spec-at.ts'
export { type FeedVersion, feedVersions } from './feeds/versions.ts'
export { type BackTest, backTestForecasts } from './forecast/back-test.ts'
export { forecastKind, readForecast } from './forecast/read-forecast.ts'
export { neededPerDay, outlook, type PastYear, pacePerDay, pathOf } from './forecast/year-pace.ts'
export { dayOfYear, readYears } from './forecast/years.ts'
export { decideHeld, type HeldSeen, type LockedHeld, lockHeld, noteAction } from './held/act.ts'
export { findHeld, findHeldRecord, type HeldAction, type HeldQuery, type HeldRecord } from './held/find.ts'
export { keptBackBy } from './held/kept-back.ts'
export type { HeldActionName, HeldStatus } from './held/life.ts'
export { knowsWhatItMet } from './held/met.ts'
export { type HeldReason, heldReasons } from './held/reasons.ts'
export { REVEALS_AN_HOUR, revealIdentities, type SealedField } from './identities/reveal.ts'
export { IdentitySealer } from './identities/sealer.ts'
export { readToken } from './identities/token.ts'
export type { Certification } from './indicators/certification.ts'
export { domainsOfTile, indicatorsOfTile, isTileOn, namedBy } from './indicators/check-tiles.ts'
export { classificationOf, classificationOfIndicator, isAbove } from './indicators/classification.ts'
export { termsWithin } from './indicators/formula.ts'
export { narrow } from './indicators/narrow.ts'
export type { OwnIndicator } from './indicators/own.ts'
export { recordOwnIndicators } from './indicators/own-versions.ts'
export { drillOf } from './indicators/paths.ts'
export { type DefinedIndicator, type Definition, loadRegistry, type Registry, type Seam } from './indicators/registry.ts'
export type { TargetedUnit } from './indicators/target-for.ts'
export { recordDefinitions, registryAsOf } from './indicators/versions.ts'
export { type Batch, commitBatch } from './ingest/commit-batch.ts'
export { fingerprint, type HeldDraft } from './ingest/keep-held.ts'
export { changedSince, type SeenFact } from './ingest/refuse-changed.ts'
export { rehearse } from './ingest/rehearse.ts'
export { saveCursor } from './ingest/save-cursor.ts'
export { type InUse, layoutInUse } from './layouts/in-use.ts'
export { publishLayout } from './layouts/publish.ts'
export { type LayoutKind, type LayoutVersion, layoutPosition, newestLayouts, versionsOfLayout } from './layouts/versions.ts'
export { type LedgerBatch, ledgerPosition, readLedgerSince } from './ledger/position.ts'
export { SUM_MONTHS_EVERY_MS, sumMonths } from './ledger/sum-months.ts'
export { type Tail, tailLedger } from './ledger/tail.ts'
export { type Difference, type Verification, verify, verifyDomain } from './ledger/verify.ts'
export { feedsOfIndicator, lineageOfFeed } from './lineage/lineage.ts'
export { unheardSince, writingNow } from './operations/ledger-lag.ts'
export { readOperations } from './operations/operations.ts'
export {
  BEAT_EVERY_MS,
  forgetProcess,
  type HeardProcess,
  heardProcesses,
  isGone,
  noteBeat,
  type ProcessFigures,
  type ProcessKind,
  type WorkDone,
} from './operations/processes.ts'
export { SLOW_MS, type SlowStatement, slowOfDatabase, slowOfProcess, together } from './operations/slow-statements.ts'
export { type DescribedKind, describeKinds, type Target, wordsOfDomain } from './pack/describe-kinds.ts'
export { dimensionOf } from './pack/dimension.ts'
export { type Domain, findDomain, findKind, loadDomains, loadTiles } from './pack/load.ts'
export type { Kind } from './pack/load-kind.ts'
export type { FactDraft, Normalised, Problem, RecordContext } from './pack/normalise.ts'
export { findPage, newestPage } from './pages/find.ts'
export { type PageOfFeed, pagesOfFeed } from './pages/of-feed.ts'
export { openPage } from './pages/open.ts'
export { storePage } from './pages/store.ts'
export { type Hand, handOf } from './people/same.ts'
export { byUrgency, countByStatus, type DescribedClause, type DescribedPlan } from './plans/describe.ts'
export { describePlans } from './plans/find.ts'
export { type Outlook, outlookOf } from './plans/outlook.ts'
export { plansAsOf } from './plans/versions.ts'
export { maskIdentifiers } from './privacy/mask.ts'
export { type PersonalRegister, personalRegister, rulesInForce } from './privacy/register.ts'
export { REMOVE_EVERY_MS, removeWhatIsOver } from './privacy/remove.ts'
export { toldError } from './privacy/told-error.ts'
export {
  type About,
  type Doer,
  isTyped,
  type ProposalAction,
  type ProposalState,
  proposalAfter,
  proposalTrouble,
  REVIEWED,
} from './proposals/life.ts'
export {
  findProposal,
  historyOfProposal,
  isReviewed,
  listProposals,
  lockProposal,
  type Proposal,
  type Proposed,
  propose,
  setProposal,
  waitingOf,
} from './proposals/proposals.ts'
export { publishTyped, standingNow } from './proposals/publish-typed.ts'
export { readTyped, type TypedRead } from './proposals/read-typed.ts'
export { submitTyped } from './proposals/submit-typed.ts'
export { beginTyped, indicatorWith, saveTyped, type TypedAbout, type TypedSpec, typedNames } from './proposals/typed.ts'
export { applyProvince } from './province/apply.ts'
export { type CurrentProvince, currentProvince, findScene, listScenes, storedProvince } from './province/find.ts'
export { loadProvince, PROVINCES, type Province, readConfiguration } from './province/load.ts'
export { isDomainOn, isIndicatorOn } from './province/switches.ts'
export { arrivalOfFeed } from './punctuality/arrival-of-feed.ts'
export { Expectation } from './punctuality/expectation.ts'
export { duePeriods } from './punctuality/periods.ts'
export { remind } from './punctuality/remind.ts'
export { remindersTo } from './punctuality/reminders-to.ts'
export { tellReminded } from './punctuality/tell-reminded.ts'
export { type WhoTold, whoTold } from './punctuality/who-told.ts'
export { behindScores } from './quality/behind.ts'
export { type FeedQuality, type OwnerQuality, qualityOf } from './quality/quality.ts'
export { openReplicated, type Replicated } from './questions/replicated.ts'
export { openStoppable, type StoppableDatabase } from './questions/stoppable.ts'
export { type Moment, momentOf } from './readings/asked/moment.ts'
export { ownSpan } from './readings/asked/own-span.ts'
export { lastHours, monthStart, parsePeriod, type Span, spanOf, writePeriod } from './readings/asked/period.ts'
export {
  type Asked,
  assertComparable,
  assertStep,
  indicatorOf,
  openQuestion,
  parseAsOf,
  parseGeo,
  type Question,
} from './readings/asked/question.ts'
export { sinceMerger } from './readings/asked/since-merger.ts'
export { parseWhere, writeNarrowed, writeWhere } from './readings/asked/where.ts'
export { countsBegun } from './readings/at-its-end.ts'
export { readByUnit, type UnitValue } from './readings/by-unit.ts'
export { describeProof, describeReading } from './readings/describe.ts'
export { arrivalProfile } from './readings/heard/arrival.ts'
export { type Freshness, readFreshness, sayHeard } from './readings/heard/freshness.ts'
export { freshnessBehind, isFillingIn } from './readings/heard/hearing.ts'
export { asOneAnswer, positionOfAnswer } from './readings/heard/once.ts'
export { type Impact, impactOf, type Move } from './readings/impact.ts'
export { type ComparedPart, type Part, partsOf, readParts } from './readings/parts.ts'
export { describeRecords } from './readings/proof/describe-records.ts'
export { type Proof, type ProofGroup, type ProofTerm, proveReading } from './readings/proof/proof.ts'
export { type ProofRow, proofRows } from './readings/proof/proof-rows.ts'
export { RECORD_SORTS, type RecordRow, type RecordsHead, readRecords, walkRecords } from './readings/proof/records.ts'
export { type Revision, readRevisions } from './readings/proof/revisions.ts'
export { type Reading, readIndicator } from './readings/read.ts'
export { readOverTime } from './readings/series/over-time.ts'
export { type PartSeries, readPartSeries } from './readings/series/part-series.ts'
export { readRunning, runsThroughYear } from './readings/series/running.ts'
export { countingOf, type SeriesSeam } from './readings/series/seams.ts'
export { readSeries, readUnitSeries, type SeriesPoint, type UnitSeries } from './readings/series/series.ts'
export { levelOf, stateOf, stateOfAll } from './readings/state.ts'
export { type Issue, LATEST_HOURS, readIssues } from './readings/texts/issues.ts'
export { readStream } from './readings/texts/stream.ts'
export { isRecordedBy } from './readings/totals/known.ts'
export { readTerms } from './readings/totals/read-terms.ts'
export { PLACES, readSpike, type SpikeReading } from './readings/usual/spike.ts'
export { readStands, readUnusual } from './readings/usual/unusual.ts'
export { readUsual } from './readings/usual/usual.ts'
export { actOnReport, noteTakenIn, type ReportAct, refuseStale } from './reporting/act.ts'
export {
  type DueReport,
  expectationOf,
  lastDayOfReport,
  lateBy,
  periodOf,
  periodOfReport,
  reportingKinds,
  reportsOf,
  reportsWaiting,
} from './reporting/due.ts'
export {
  cellsBefore,
  findReport,
  findReportById,
  findTemplate,
  isReported,
  listTemplates,
  type ReportAction,
  type ReportKey,
  refuseIfReported,
  reportHistory,
  reportsToTakeIn,
  type StoredReport,
} from './reporting/find.ts'
export { layoutOf, type ReportCell } from './reporting/layout.ts'
export { actionsIn, type ReportActionName, type ReportState } from './reporting/life.ts'
export { saveCells } from './reporting/save.ts'
export { ReportTemplate } from './reporting/template.ts'
export { Reprocess } from './reprocess/reprocess.ts'
export { CAUGHT_DAYS, type Caught, type CaughtRow, caughtByRule, findingsOfRun, rowsCaught } from './rules/caught.ts'
export { changeRule, changesOf, type PastChange, weighRuleChange } from './rules/change.ts'
export { type EffectiveRule, ruleKey, rulesOf, wordedRules } from './rules/effective.ts'
export { type BlockedRow, noteBlocked } from './rules/findings.ts'
export { type Stray, strayRules } from './rules/fitting.ts'
export { judgeFacts } from './rules/judge-facts.ts'
export { type Finding, findingOf, rowJudge, type WordedRule } from './rules/judge-row.ts'
export { BOUNDS, type Bounds, boundsOf, checkOf, isOfHistory, Rule, Severity } from './rules/rule.ts'
export { changed, changeTrouble, RuleChange, RuleSet } from './rules/rule-set.ts'
export { sayRule } from './rules/say-rule.ts'
export { type BroughtRun, runAgain, runLastAgain } from './runs/again.ts'
export { type BackfillProgress, backfillProgress } from './runs/backfill.ts'
export { findRun, type RunReport } from './runs/find.ts'
export { finishRun, type RunCounts, type RunOutcome } from './runs/finish.ts'
export { type RunOfFeed, runsOf } from './runs/list.ts'
export { type LogLine, readLog, writeLog } from './runs/log.ts'
export {
  feedsCutShort,
  feedsGivingWay,
  feedsThatLinger,
  feedsWithDoneRun,
  hasDoneRun,
  isGivingWay,
  isHistoryPouringIn,
  KEPT_WAITING,
  wasJustPulled,
} from './runs/of-feeds.ts'
export {
  hasUnkept,
  heldBy,
  insertedBy,
  pageAndPlaceAfter,
  pagesOfRun,
  placeAfter,
  placesWritten,
  type RowsAsk,
  type RunRowLine,
  updatedBy,
} from './runs/rows.ts'
export { abandonSilentRuns } from './runs/silent.ts'
export { StoppedByHand, startRun, type Trigger } from './runs/start.ts'
export { askToStop, isStoppedByHand, lookAtRun, noteHeartbeat, pauseFeed, type StopAsk } from './runs/stop.ts'
export type { RunFault } from './schema.ts'
export { type Alarms, openAlarms } from './screens/alarms.ts'
export type { Orders, ScreenReport } from './screens/orders.ts'
export type { Playlist } from './screens/playlist.ts'
export { listPlaylists } from './screens/playlists.ts'
export type { SceneFile } from './screens/scene.ts'
export {
  type FoundScreen,
  findDisplay,
  findScreen,
  greetScreen,
  listScreens,
  orderScreen,
  pairScreen,
  removeScreen,
  screensById,
} from './screens/screens.ts'
export { openChannelSecret, setChannelSecret } from './secrets/channel.ts'
export {
  draftSecrets,
  dropDraftSecret,
  findSample,
  handOverSecrets,
  openDraftSecret,
  openSample,
  type SampleAbout,
  setDraftSecret,
  setSample,
} from './secrets/draft.ts'
export { keyFile, readKeys } from './secrets/key-file.ts'
export { rotateSecrets } from './secrets/rotate.ts'
export { listSecrets, openSecret, removeSecret, type SecretName, setSecret } from './secrets/store.ts'
export { listShares, makeShare, openShare, type SharedView, withdrawShare } from './shares/shares.ts'
export { assertSeesHouse, type Figures, isInSight, loadClasses, outOfSight, reachedFrom } from './sight/reach.ts'
export { OPEN, type Scope, seeingAll, seeingAs, sightNow, WHOLE } from './sight/sight.ts'
export { reachTrouble, type SignoffAt, type SignoffHouse, signoffAt, signPeriod, unlockPeriod } from './signoff/act.ts'
export { digestOf, figuresOf, type SignedFigure } from './signoff/figures.ts'
export { heldBySigning, heldOfDomain, type SignoffDone, signoffGrid, signoffHistory, signoffStanding } from './signoff/find.ts'
export { signTrouble, unlockTrouble } from './signoff/life.ts'
export { sayPeriod, spanOfPeriod } from './signoff/periods.ts'
export { type Round, roundOf } from './signoff/round.ts'
export { signersOf } from './signoff/signers.ts'
export { type SigningInForce, signingOf, signingsWithin } from './signoff/signing-of.ts'
export { signedOtherwise } from './signoff/verify.ts'
export { addDays, addYears, clockOf, dayOf, inHanoi, sayDay, startOfDay } from './time/hanoi.ts'
export { following, slotBefore, slotFrom } from './time/slots.ts'
export {
  type Admission,
  askCircuit,
  type Circuit,
  circuitFailed,
  circuitHealed,
  circuitUndecided,
  troubledHosts,
} from './trouble/circuit.ts'
export { clearTrouble, dueRetries, type FeedTrouble, feedTrouble, isTriedAgain, noteFailure } from './trouble/feed.ts'
export { RETRIES } from './trouble/wait.ts'
export { BASES, type Basis, type Member, type Share, stands } from './units/crosswalk.ts'
export { type Gazetteer, loadGazetteer } from './units/gazetteer.ts'
export { bareName, foldName } from './units/names.ts'
export { nearestUnits } from './units/nearest.ts'
export { unitsOfKinds } from './units/of-kinds.ts'
export { loadUnitRegistry, type RegistryUnit, type SuccessionStep, type UnitRegistry } from './units/registry.ts'
export { recordUnits, unitsAsOf } from './units/versions.ts'
export { listViews, renameView, type SavedView, saveView, withdrawView } from './views/views.ts'
