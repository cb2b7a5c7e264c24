/** What the server tells; see crates/observatory/src/pages.rs. */
export type Value = number | boolean | string;
export interface Side { regime: string; set: Record<string, Value> }
export interface Wish { here: Side; beside: Side; people: number; days: number; seeds: number; seed: number; life?: number | null }
export interface Layer { key: string; steps: number }
export interface Rule { key: string; thresholds: number[] }
export interface Paired { key: string; unit: string }
export interface Catalogue {
  version: string; synthetic: string; regimes: string[];
  presets: { key: string; wish: Wish; layer: string }[];
  layers: Layer[]; rules: Rule[]; paired: Paired[];
  limits: { people: number; person_days: number; days: number; seeds: number };
}
export interface Tile { sort: string; kind: string; name: string }
export interface Head {
  people: number; days: number; seeds: number; seed: number; arms: string[];
  scales: ([number, number] | null)[]; districts: string[];
  cells: { districts: number[]; people: number[] };
  tiles: Tile[]; lives: { id: string; number: number; traits: [string, string][] }[];
}
export interface Alarm { tile: number; rule: string; weight: number; seen: number; usual: number }
export type Pair = [number | null, number | null, [number, [number, number] | null] | null];
export interface Frame { day: number; tiles: [number | null, number | null][]; alarms: Alarm[]; pairs: Pair[] }
export interface News { state: string; day: number; days: number; message: string; seconds_a_day: number; frames: Frame[] }
export type Input =
  | { sort: "flag"; value: boolean }
  | { sort: "number"; value: number; span: [number, number]; allowed: [number, number]; whole: boolean }
  | { sort: "choice"; value: string; choices: string[] };
export interface Knob { path: string; row: string; text: string; unit: string; source: string; safeguard: boolean; input: Input }
/** Languages of the page: one file of words each. */
export type Language = "en" | "de";
export interface RedFlag { rule: string; severity: string; titles: Record<Language, string>; message: string; keys: string[] }
export interface RedFlags { found: RedFlag[]; not_looked_at: string[] }
export interface Checked { file: string; command: string; python: string; error: string | null; lint: RedFlags | null }
export interface Marked { day: number; behaviour: string; context: string; channel: string; points: number; fined: boolean; why: string; lifted: number | null }
export interface Refused { day: number; gate: string; erroneous: boolean; rights: boolean }
export interface Door { gate: string; refused: boolean; dearer: boolean; perk: boolean }
export interface LifeWorld {
  arm: string; score: number | null; band: string | null; band_number: number | null; work: string; arrears: boolean;
  ties_dropped: number; scores: (number | null)[]; marks: Marked[]; refusals: Refused[]; doors: Door[];
}
export interface Life { id: string; number: number; day: number; worlds: LifeWorld[]; without: number }
export interface RunNews {
  state: string; step?: string; seed?: number; seeds?: number; day?: number; days?: number;
  done?: number; total?: number; seconds_left?: number | null; folder?: string; message?: string;
}
