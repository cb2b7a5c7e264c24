// The map: the synthetic city as a dish of cells. It is laid out by counting alone; no place on Earth is in it.

/** @typedef {import("./types.d.ts").Head} Head */
/** @typedef {import("./types.d.ts").Layer} Layer */

/** What stands where there is nothing to say. */
export const NOTHING = 65535;
/** Shades between the ends of a scale. */
const SHADES = 24;

/** Where every cell lies, in units of the dish's radius, and how large it is. @typedef {{ x: Float32Array, y: Float32Array, size: number }} Layout */

/** @param {number[]} districts district of each cell @returns {Layout} */
export function lay(districts) {
  const count = districts.length;
  const points = spiral(count);
  const sizes = new Map();
  districts.forEach((district) => sizes.set(district, (sizes.get(district) ?? 0) + 1));
  /** @type {Map<number, number[]>} */
  const places = new Map();
  split([...sizes], points.map((_, i) => i), points, places);
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  const used = new Map();
  const far = Math.max(...points.map(([px, py]) => Math.hypot(px, py))) + 0.6;
  districts.forEach((district, cell) => {
    const next = used.get(district) ?? 0;
    used.set(district, next + 1);
    const [px, py] = points[/** @type {number[]} */ (places.get(district))[next]];
    x[cell] = px / far;
    y[cell] = py / far;
  });
  return { x, y, size: 1 / far / Math.sqrt(3) };
}

/** The places of a hexagonal grid nearest to the middle. @param {number} count @returns {[number, number][]} */
function spiral(count) {
  const reach = Math.ceil(Math.sqrt(count)) + 2;
  /** @type {[number, number][]} */
  const points = [];
  for (let row = -reach; row <= reach; row++) {
    for (let column = -reach; column <= reach; column++) {
      points.push([column + (row & 1) / 2, (row * Math.sqrt(3)) / 2]);
    }
  }
  points.sort((a, b) => Math.hypot(...a) - Math.hypot(...b) || Math.atan2(a[1], a[0]) - Math.atan2(b[1], b[0]));
  return points.slice(0, count);
}

/**
 * Gives each district a compact part: both halves of the districts get a half of the places, again and again.
 * @param {[number, number][]} districts @param {number[]} places @param {[number, number][]} points @param {Map<number, number[]>} into
 */
function split(districts, places, points, into) {
  if (districts.length === 1) {
    const [mx, my] = [0, 1].map((axis) => places.reduce((sum, p) => sum + points[p][axis], 0) / places.length);
    const near = (/** @type {number} */ p) => Math.hypot(points[p][0] - mx, points[p][1] - my);
    into.set(districts[0][0], places.sort((a, b) => near(a) - near(b)));
    return;
  }
  const half = districts.reduce((sum, [, n]) => sum + n, 0) / 2;
  let first = 0;
  let taken = 0;
  while (first < districts.length - 1 && (first === 0 || taken + districts[first][1] / 2 < half)) taken += districts[first++][1];
  const spread = [0, 1].map((axis) => {
    const along = places.map((p) => points[p][axis]);
    return Math.max(...along) - Math.min(...along);
  });
  const axis = spread[0] >= spread[1] ? 0 : 1;
  places.sort((a, b) => points[a][axis] - points[b][axis] || points[a][1 - axis] - points[b][1 - axis]);
  split(districts.slice(0, first), places.slice(0, taken), points, into);
  split(districts.slice(first), places.slice(taken), points, into);
}

/** Colours of a scale from nothing to much; told apart by every common eye, and in grey. */
const SCALES = {
  light: { harm: [[238, 234, 226], [233, 181, 130], [190, 78, 30], [92, 26, 12]], good: [[120, 36, 14], [214, 132, 70], [222, 214, 200], [60, 112, 160]], watch: [[238, 234, 226], [160, 184, 206], [66, 110, 156], [20, 44, 82]] },
  dark: { harm: [[46, 44, 42], [122, 62, 32], [214, 110, 52], [255, 214, 160]], good: [[250, 176, 110], [172, 88, 44], [64, 66, 70], [112, 164, 210]], watch: [[46, 44, 42], [44, 74, 106], [84, 138, 188], [206, 228, 246]] },
};

/** @param {string} layer */
const sense = (layer) => (layer === "score" ? "good" : layer === "coverage" ? "watch" : "harm");

/** What is at the end of a scale, as a share or as so many. @param {string} layer */
export function reach(layer) {
  return { coverage: 1, score: 1, lowest: 0.5, wrong: 60, silence: 1, refusals: 60 }[layer] ?? 1;
}

/** @param {string} layer @param {boolean} dark @returns {string[]} */
export function shades(layer, dark) {
  const stops = SCALES[dark ? "dark" : "light"][sense(layer)];
  return Array.from({ length: SHADES }, (_, i) => {
    const at = (i / (SHADES - 1)) * (stops.length - 1);
    const from = Math.min(Math.floor(at), stops.length - 2);
    const mix = stops[from].map((value, k) => Math.round(value + (stops[from + 1][k] - value) * (at - from)));
    return `rgb(${mix.join(" ")})`;
  });
}

/** A dish on a canvas. */
export class Dish {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: true }));
    /** @type {Layout | null} */
    this.layout = null;
    /** @type {number[]} */
    this.districts = [];
    this.mark = -1;
    /** Where each cell is drawn, as a path. @type {Path2D[]} */
    this.paths = [];
    this.width = 0;
    this.borders = new Path2D();
  }

  /** @param {Layout} layout @param {number[]} districts */
  hold(layout, districts) {
    this.layout = layout;
    this.districts = districts;
    this.width = 0;
  }

  /** Makes the canvas as large as its place. */
  fit() {
    const side = Math.round(this.canvas.clientWidth * Math.min(devicePixelRatio, 2));
    if (side === this.width || side === 0 || !this.layout) return;
    this.width = side;
    this.canvas.width = side;
    this.canvas.height = side;
    this.paths = Array.from(this.layout.x, (_, cell) => this.hexagon(cell, 0.94));
    this.borders = this.border();
  }

  /** An empty dish. @param {boolean} dark */
  wait(dark) {
    const side = Math.round(this.canvas.clientWidth * Math.min(devicePixelRatio, 2));
    if (side === 0) return;
    [this.canvas.width, this.canvas.height] = [side, side];
    glass(this.pen, side, dark);
  }

  /** @param {number} cell */
  centre(cell) {
    const radius = this.width / 2 - 3;
    const { x, y } = /** @type {Layout} */ (this.layout);
    return [this.width / 2 + x[cell] * radius, this.width / 2 + y[cell] * radius];
  }

  /** @param {number} cell @param {number} part */
  hexagon(cell, part) {
    const [x, y] = this.centre(cell);
    const size = /** @type {Layout} */ (this.layout).size * (this.width / 2 - 3) * part;
    const path = new Path2D();
    for (let corner = 0; corner < 6; corner++) {
      const angle = (Math.PI / 3) * corner + Math.PI / 6;
      path.lineTo(x + size * Math.cos(angle), y + size * Math.sin(angle));
    }
    path.closePath();
    return path;
  }

  /** The edges between cells of different districts. */
  border() {
    const { x, y, size } = /** @type {Layout} */ (this.layout);
    const path = new Path2D();
    const key = (/** @type {number} */ ax, /** @type {number} */ ay) => `${Math.round(ax / size)},${Math.round(ay / size)}`;
    const at = new Map(Array.from(x, (_, cell) => [key(x[cell], y[cell]), cell]));
    const step = size * Math.sqrt(3);
    const reach = size * (this.width / 2 - 3);
    for (let cell = 0; cell < x.length; cell++) {
      const [cx, cy] = this.centre(cell);
      for (let side = 0; side < 3; side++) {
        const angle = (Math.PI / 3) * side;
        const [nx, ny] = [x[cell] + step * Math.cos(angle), y[cell] + step * Math.sin(angle)];
        const other = [0, -0.3, 0.3].flatMap((dx) => [0, -0.3, 0.3].map((dy) => at.get(key(nx + dx * size, ny + dy * size)))).find((found) => found !== undefined);
        if (other === undefined || this.districts[other] === this.districts[cell]) continue;
        path.moveTo(cx + reach * Math.cos(angle - Math.PI / 6), cy + reach * Math.sin(angle - Math.PI / 6));
        path.lineTo(cx + reach * Math.cos(angle + Math.PI / 6), cy + reach * Math.sin(angle + Math.PI / 6));
      }
    }
    return path;
  }

  /**
   * Draws one layer, between two evenings.
   * @param {Float32Array} figures as shares of the scale; below nought: nothing to say @param {string[]} colours @param {boolean} dark
   */
  draw(figures, colours, dark) {
    this.fit();
    if (!this.layout || this.width === 0) return;
    const { pen, width } = this;
    pen.clearRect(0, 0, width, width);
    glass(pen, width, dark);
    /** @type {(Path2D | undefined)[]} */
    const buckets = new Array(colours.length + 1);
    for (let cell = 0; cell < figures.length; cell++) {
      const bucket = figures[cell] < 0 ? colours.length : Math.min(colours.length - 1, Math.floor(figures[cell] * colours.length));
      (buckets[bucket] ??= new Path2D()).addPath(this.paths[cell]);
    }
    buckets.forEach((path, bucket) => {
      if (!path) return;
      pen.fillStyle = colours[bucket] ?? "transparent";
      if (bucket < colours.length) pen.fill(path);
      else {
        pen.lineWidth = 1;
        pen.strokeStyle = dark ? "rgb(255 255 255 / .16)" : "rgb(0 0 0 / .14)";
        pen.stroke(path);
      }
    });
    pen.lineWidth = Math.max(1.2, width / 420);
    pen.strokeStyle = dark ? "rgb(255 255 255 / .5)" : "rgb(40 34 28 / .5)";
    pen.stroke(this.borders);
    if (this.mark >= 0) {
      pen.lineWidth = Math.max(2, width / 220);
      pen.strokeStyle = dark ? "#fff" : "#111";
      pen.stroke(this.hexagon(this.mark, 1.15));
    }
  }

  /** The cell at a place of the canvas. @param {number} x @param {number} y in pixels of the page */
  at(x, y) {
    if (!this.layout || this.width === 0) return -1;
    const scale = this.width / this.canvas.clientWidth;
    let best = -1;
    let near = this.layout.size * (this.width / 2) * 1.2;
    for (let cell = 0; cell < this.layout.x.length; cell++) {
      const [cx, cy] = this.centre(cell);
      const distance = Math.hypot(cx - x * scale, cy - y * scale);
      if (distance < near) [best, near] = [cell, distance];
    }
    return best;
  }

  /** The nearest cell in a direction, for the arrow keys. @param {number} from @param {number} dx @param {number} dy */
  beside(from, dx, dy) {
    if (!this.layout) return from;
    const { x, y, size } = this.layout;
    let best = from;
    let least = Infinity;
    for (let cell = 0; cell < x.length; cell++) {
      const [ax, ay] = [x[cell] - x[from], y[cell] - y[from]];
      const along = ax * dx + ay * dy;
      const cost = along + 2.5 * Math.abs(ax * dy - ay * dx);
      if (cell !== from && along > size * 0.4 && cost < least) [best, least] = [cell, cost];
    }
    return best;
  }
}

/** The glass around the cells. @param {CanvasRenderingContext2D} pen @param {number} width @param {boolean} dark */
function glass(pen, width, dark) {
  const middle = width / 2;
  pen.beginPath();
  pen.arc(middle, middle, middle - 2, 0, 2 * Math.PI);
  pen.fillStyle = dark ? "rgb(255 255 255 / .03)" : "rgb(255 255 255 / .55)";
  pen.fill();
  pen.lineWidth = Math.max(1.5, width / 300);
  pen.strokeStyle = dark ? "rgb(255 255 255 / .2)" : "rgb(60 50 40 / .22)";
  pen.stroke();
}

/**
 * One layer of one world as shares of its scale.
 * @param {Uint16Array} maps @param {Head} head @param {Layer[]} layers @param {number} layer @param {number} world
 */
export function figuresOf(maps, head, layers, layer, world) {
  const cells = head.cells.people.length;
  const start = (world * layers.length + layer) * cells;
  const end = layers[layer].steps * reach(layers[layer].key);
  return Float32Array.from(maps.subarray(start, start + cells), (raw) => (raw === NOTHING ? -1 : Math.min(1, raw / end)));
}

/** A single figure in its own unit; null where there is nothing to say. @param {Uint16Array} maps @param {Head} head @param {Layer[]} layers @param {number} layer @param {number} world @param {number} cell */
export function figureOf(maps, head, layers, layer, world, cell) {
  const raw = maps[(world * layers.length + layer) * head.cells.people.length + cell];
  return raw === NOTHING ? null : raw / layers[layer].steps;
}
