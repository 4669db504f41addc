import type { NewPrice } from '../../config/edit-tariffs.ts';
import type { Settings } from '../../config/settings.ts';
import { parseTariffs } from '../../config/tariffs.ts';
import type { Target } from '../../doctor/examination.ts';
import { POWER_KEY, PriceList, SUBSCRIPTION_KEY } from '../../energy/prices.ts';
import type { Machine } from '../../host/machine.ts';
import { formatNumber } from '../../text/format.ts';
import type { Texts } from '../../text/index.ts';
import { entryOf } from '../../text/untrusted.ts';
import type { Day } from '../../time/local.ts';
import { hasPanel, isRaspberry } from '../service/request.ts';
import type { Interview, Question } from './interview.ts';
import { type PriceAnswer, priceQuestion, settingQuestion, shownPrice, sinceQuestion, yesNo } from './questions.ts';
import { type Survey, searchMeter, surveyOf } from './survey.ts';

/** What the user and the machine have said. */
export interface Answers {
  /** Values of LinkyAcq.conf, as it has them. */
  readonly settings: ReadonlyMap<keyof Settings, string>;
  readonly prices: readonly NewPrice[];
  readonly panel: boolean;
}

/** What the questions start from. */
export interface Start {
  readonly host: Machine;
  readonly target: Target;
  readonly texts: Texts;
  /** The two files as they are, or as they would be copied. */
  readonly conf: string;
  readonly tariffs: string;
  /** Whether OLED and LED are driven, as the command line says; it is not asked then. */
  readonly panel: boolean | undefined;
  readonly today: Day;
}

/** Asks all that has to be known; each question shows what was found out. */
export async function askAll(interview: Interview, start: Start): Promise<Answers> {
  const { host, target, texts } = start;
  const say = (line: string): void => interview.say(line);
  const found = await searchMeter(host, target, texts, say);
  const survey = await askPort(interview, start, found);
  const mode = await askMode(interview, start, survey);
  const prices = await askPrices(interview, start, survey);
  const panel = await askPanel(interview, start, survey);
  return {
    settings: new Map([
      ['INPUT_DEV', survey.input],
      ['LINKY_MODE', mode],
    ]),
    prices,
    panel,
  };
}

/** The port: of one that gives no frames the reasons are told, and it is asked again; the same answer keeps it. */
async function askPort(interview: Interview, { host, target, texts }: Start, first: Survey): Promise<Survey> {
  const t = texts.setup;
  let survey = first;
  for (;;) {
    const { input, mode, contract, isLine, troubles } = survey;
    const isGood = mode !== undefined || !isLine;
    if (mode !== undefined) interview.say(t.heard(input, mode, contract ?? '?'));
    else if (isLine)
      for (const line of [t.notHeard(input), ...troubles.map((each) => `  ${each}`)]) interview.say(line);
    // A port that the user has named and that is right needs no second answer.
    if (isGood && survey !== first) return survey;
    const shown = isGood ? input : t.keptSilent(input);
    const answer = (await interview.ask(settingQuestion('INPUT_DEV', t.port, { value: input, shown }))) ?? input;
    if (answer === input) return survey;
    interview.say(t.listening(answer));
    survey = await surveyOf(host, target, answer, texts);
  }
}

/** The letter of a mode that is written out, as the options of other commands have it. */
const letterOf = (answer: string): string =>
  entryOf<string>(MODE_LETTERS, answer.toLowerCase()) ?? answer.toUpperCase();
const MODE_LETTERS = { historique: 'H', standard: 'S', auto: 'A', automatique: 'A', automatic: 'A' };

const LETTERS = { historique: 'H', standard: 'S' } as const;

async function askMode(interview: Interview, { target, texts, conf }: Start, { mode }: Survey): Promise<string> {
  const t = texts.setup;
  const configured = target.settings.LINKY_MODE;
  // Automatic is right whatever is heard.
  const heard = mode !== undefined && configured !== 'A' ? LETTERS[mode] : undefined;
  const isGiven = /^\s*LINKY_MODE\s/m.test(conf);
  const shown =
    heard !== undefined ? t.saidByMeter(heard) : isGiven ? t.saidByFile(configured, 'LinkyAcq.conf') : configured;
  const question = settingQuestion('LINKY_MODE', t.mode, { value: heard ?? configured, shown }, letterOf);
  return (await interview.ask(question)) ?? configured;
}

/** The subscribed power, the subscription, what injection pays: lines for tariffs.conf, only where they say something new. */
async function askPrices(interview: Interview, { texts, tariffs, today }: Start, survey: Survey): Promise<NewPrice[]> {
  const t = texts.setup;
  const list = new PriceList(parseTariffs(tariffs, '').prices);
  const given = new Map<string, PriceAnswer>();
  const ask = async (key: string, text: string, found: Question<PriceAnswer>['found'], known: number | undefined) => {
    const answer = await interview.ask(priceQuestion(key, text, found));
    if (answer !== undefined && answer.price !== known) given.set(key, answer);
    return answer?.price;
  };

  const known = list.powerOn(today);
  const metered = survey.subscribed === undefined ? undefined : survey.subscribed / 1000;
  const kva = await ask(POWER_KEY, t.power, powerFound(texts, metered, known), known);

  const withPower = new PriceList([
    ...parseTariffs(tariffs, '').prices,
    ...(kva === undefined ? [] : [{ day: today, key: POWER_KEY, price: kva }]),
  ]);
  const subscription = withPower.subscriptionOn(today, survey.contract);
  const found =
    subscription && kept(subscription.price, t.saidByFile(shownPrice(texts, subscription.price), 'tariffs.conf'));
  await ask(SUBSCRIPTION_KEY, t.subscription(survey.contract), found, subscription?.price);

  const paid = list.priceOn('INJECTION', today);
  const foundPaid = paid === undefined ? undefined : kept(paid, t.saidByFile(shownPrice(texts, paid), 'tariffs.conf'));
  await ask('INJECTION', t.injection, foundPaid, paid);

  if (given.size === 0) return [];
  const rows = [...given].map(([key, answer]) => ({ key, ...answer }));
  const day = (await interview.ask(sinceQuestion(rows, tariffs, today, t))) ?? today;
  return rows.map(({ key, value }) => ({ day, key, value }));
}

const kept = (price: number, shown: string): Question<PriceAnswer>['found'] => ({
  value: { value: String(price), price },
  shown,
});

/** The meter knows it best; where the file says another power, both are shown. */
function powerFound({ setup: t, lang }: Texts, metered: number | undefined, known: number | undefined) {
  const inKva = (kva: number): string => formatNumber(lang, kva, Number.isInteger(kva) ? 0 : 1);
  if (metered === undefined)
    return known === undefined ? undefined : kept(known, t.saidByFile(inKva(known), 'tariffs.conf'));
  const shown = t.saidByMeter(inKva(metered));
  return kept(metered, known === undefined || known === metered ? shown : t.otherInFile(shown, inKva(known)));
}

async function askPanel(interview: Interview, start: Start, { display }: Survey): Promise<boolean> {
  const { texts, target, panel, host } = start;
  const { LED_ON_CMD, OLED_ADDRESS } = target.settings;
  const answers = display === 'answers';
  if (answers) interview.say(texts.setup.displayAnswers(`0x${OLED_ADDRESS.toString(16).toUpperCase()}`));
  if (panel !== undefined) return panel;
  // No device on a bus that works: there is no display, and the LED is driven together with it.
  const isAbsent = display === 'EREMOTEIO' || display === 'ENXIO';
  const found = hasPanel(host) ?? (answers || LED_ON_CMD !== undefined || (isRaspberry(host) && !isAbsent));
  return (await interview.ask(yesNo(texts.setup.panel, found, texts.setup))) ?? found;
}
