import type { Panel, SymbolRange } from '../panel.ts';
import { BAR_KERNELS } from './barKernels.ts';
import type { Scratch, TimeKernel } from './kernel.ts';
import type { ExpressionNode } from './node.ts';
import type { Pass, Step } from './plan.ts';
import { TIME_KERNELS } from './timeKernels.ts';

type Values = ReadonlyMap<ExpressionNode, Float64Array>;

/** Runs passes symbol by symbol: its bars are closed up, computed on, and spread over the dates again. */
export class SymbolRunner {
  private buffers: Float64Array[] = [];
  private scratch: Scratch = { values: new Float64Array(0), indexes: new Int32Array(0) };
  /** Rows of the dates on which the symbol at hand has a bar, and how many there are. */
  private rows = new Int32Array(0);
  private bars = 0;

  /**
   * @param kept where the values of the pass that are kept go, symbol after symbol of the range
   * @param crossed what functions over the cross-section gave, over the whole panel; one number where it is
   *   the same on every bar
   */
  run(pass: Pass, panel: Panel, range: SymbolRange, kept: Values, crossed: Values): void {
    const dates = panel.dates.length;
    this.makeRoom(pass.slots, dates);
    for (const { node, slot } of pass.constants) this.buffers[slot].fill(node.value);
    for (let symbol = range.from; symbol < range.to; symbol++) {
      this.findBars(panel, symbol * dates);
      const start = (symbol - range.from) * dates;
      for (const step of pass.steps) {
        this.runStep(step, panel, symbol * dates, crossed.get(step.node));
        if (step.isKept) this.spread(step.slot, kept.get(step.node)!, start, dates);
      }
      for (const { node, slot, isKept } of pass.constants) {
        if (isKept) this.spread(slot, kept.get(node)!, start, dates);
      }
    }
  }

  private runStep(
    { node, slot, inputs }: Step,
    panel: Panel,
    start: number,
    crossed: Float64Array | undefined,
  ): void {
    const out = this.buffers[slot];
    if (node.type === 'column') {
      // Without a factor the prices are as traded.
      this.closeUp(out, panel.columns[node.name] ?? ONE, start);
    } else if (crossed) {
      this.closeUp(out, crossed, start);
    } else if (node.type === 'call') {
      const values = inputs.map((input) => this.buffers[input]);
      const kernel: TimeKernel = BAR_KERNELS[node.name] ?? TIME_KERNELS[node.name];
      kernel(out, values, node.parameters, this.bars, this.scratch);
    }
  }

  private findBars({ columns: { close }, dates }: Panel, start: number): void {
    this.bars = 0;
    for (let row = 0; row < dates.length; row++) {
      if (!Number.isNaN(close[start + row])) this.rows[this.bars++] = row;
    }
  }

  private closeUp(out: Float64Array, column: Float64Array, start: number): void {
    if (column.length === 1) out.fill(column[0], 0, this.bars);
    else for (let i = 0; i < this.bars; i++) out[i] = column[start + this.rows[i]];
  }

  private spread(slot: number, out: Float64Array, start: number, dates: number): void {
    const values = this.buffers[slot];
    if (this.bars === dates) {
      out.set(values.subarray(0, dates), start);
      return;
    }
    out.fill(NaN, start, start + dates);
    for (let i = 0; i < this.bars; i++) out[start + this.rows[i]] = values[i];
  }

  private makeRoom(slots: number, dates: number): void {
    if (this.rows.length < dates) {
      this.rows = new Int32Array(dates);
      this.scratch = { values: new Float64Array(dates), indexes: new Int32Array(dates) };
      this.buffers = [];
    }
    while (this.buffers.length < slots) this.buffers.push(new Float64Array(this.rows.length));
  }
}

const ONE = Float64Array.of(1);
