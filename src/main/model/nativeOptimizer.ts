import type { Value } from './kernels.ts';
import type { NativeSession } from './nativeSession.ts';
import type { Optimize } from './optimizer.ts';

let variableCount = 0;

/** One fused operation a step, which works on variables: vectors go in before and are read after it. */
export function createNativeOptimize(session: NativeSession): Optimize {
  const { run, runMany, scalar, filled } = session;
  const apply = (name: string, vectors: readonly Value[], more: readonly Value[]): Value[] =>
    withVariables(session, vectors, (variables) => {
      runMany(name, [], [...variables, ...more], 0);
    });
  return (options, state, gradient, given) => {
    const rate = given ?? scalar(options.learningRate);
    const [weights, ...moments] = state;
    switch (options.kind) {
      case 'sgd':
        return apply('ResourceApplyGradientDescent', [weights], [rate, gradient]);
      case 'rmsprop': {
        const still = filled(0, ...weights.shape);
        const rates = [rate, scalar(options.decay), scalar(0), scalar(options.epsilon)];
        return apply('ResourceApplyRMSProp', [...state, still], [...rates, gradient]).slice(0, 2);
      }
      case 'adam': {
        const [mean, variance] = moments;
        const betas = [scalar(options.beta1), scalar(options.beta2)];
        const powers = betas.map((beta, i) => run('Mul', [], [moments[2 + i], beta]));
        // TensorFlow adds epsilon before the bias correction, the paper after it: scaled to agree.
        const spread = run('Sqrt', [], [run('Sub', [], [scalar(1), powers[1]])]);
        const epsilon = run('Mul', [], [spread, scalar(options.epsilon)]);
        const rates = [...powers, rate, ...betas, epsilon];
        const moved = apply('ResourceApplyAdam', [weights, mean, variance], [...rates, gradient]);
        return [...moved, ...powers];
      }
    }
  };
}

function withVariables(
  { attributes, run, runMany }: NativeSession,
  vectors: readonly Value[],
  work: (variables: readonly Value[]) => void,
): Value[] {
  const dtype = attributes.type('dtype', 'float');
  const variables = vectors.map(({ shape }) => {
    const name = `zuot-${process.pid}-${variableCount++}`;
    const texts = [attributes.text('shared_name', name), attributes.text('container', '')];
    return run('VarHandleOp', [dtype, attributes.shape('shape', shape), ...texts], []);
  });
  variables.forEach((variable, i) => runMany('AssignVariableOp', [], [variable, vectors[i]], 0));
  work(variables);
  const after = variables.map((variable) => run('ReadVariableOp', [dtype], [variable]));
  // Dropping the handle would leave the variable itself in the process.
  for (const variable of variables) runMany('DestroyResourceOp', [], [variable], 0);
  return after;
}
