import type { AlarmModel } from "../assembly/alarms.ts";
import type { PutEvent } from "../events/bus.ts";
import type { MeasuredSecond } from "./measured.ts";
import type { Meter } from "./meter.ts";

type State = "OK" | "ALARM";

interface Watched {
  readonly alarm: AlarmModel;
  state: State;
  since: Date;
  /** The last periods, the newest last. */
  values: number[];
  /** Where its next period begins. */
  from: number;
}

export interface AlarmWatch {
  /** Looks at the periods that are over by `now` (epoch milliseconds); resolves once the events of those that changed are put. */
  look(now: number): Promise<void>;
  /** Nothing is counted any more: those that ring are told to be over, for whoever acts on them would wait for it. */
  end(now: number): Promise<void>;
}

/**
 * Watches alarms on what `meter` counts and puts their changes on the default event bus as CloudWatch does. A period without anything counts as
 * zero, and all begin in state OK at `begin`. `minuteMs` stands for a minute. Real metrics arrive later: CloudWatch takes a minute or two more.
 */
export function watchAlarms(options: {
  alarms: readonly AlarmModel[];
  meter: Pick<Meter, "since" | "alarmChanged">;
  putEvent: PutEvent;
  minuteMs: number;
  begin: number;
}): AlarmWatch {
  const { meter, putEvent, minuteMs, begin } = options;
  const watched = options.alarms.map(
    (alarm): Watched => ({ alarm, state: "OK", since: new Date(begin), values: [], from: begin }),
  );

  const change = async (one: Watched, state: State, at: number): Promise<void> => {
    const event = changeEvent(one, state, new Date(at));
    one.state = state;
    one.since = new Date(at);
    meter.alarmChanged({ name: one.alarm.name, state });
    await putEvent(event);
  };

  const look = async (now: number): Promise<void> => {
    for (const one of watched) {
      const period = (one.alarm.periodMs / 60_000) * minuteMs;
      while (one.from + period <= now) {
        const to = one.from + period;
        const seconds = meter.since(one.from).filter(({ at }) => at < to);
        one.values = [...one.values, total(one.alarm, seconds)].slice(-one.alarm.periods);
        one.from = to;
        const state = stateOf(one);
        if (state !== one.state) await change(one, state, to);
      }
    }
  };
  const end = async (now: number): Promise<void> => {
    for (const one of watched) if (one.state === "ALARM") await change(one, "OK", now);
  };
  return { look, end };
}

function total({ metrics }: AlarmModel, seconds: readonly MeasuredSecond[]): number {
  return seconds.reduce(
    (sum, { functions, serverErrors = {} }) =>
      metrics.reduce(
        (part, { kind, name }) =>
          part + (kind === "Throttles" ? (functions[name]?.throttled ?? 0) : (serverErrors[name] ?? 0)),
        sum,
      ),
    0,
  );
}

function stateOf({ alarm, values }: Watched): State {
  const over = values.filter((value) => value > alarm.threshold || (alarm.orEqual && value === alarm.threshold));
  return over.length >= alarm.datapoints ? "ALARM" : "OK";
}

/** In the shape of CloudWatch (docs "Alarm events and EventBridge"); what our rules do not read is left out. */
function changeEvent({ alarm, state: previous, since, values }: Watched, state: State, at: Date) {
  const text = `${alarm.datapoints} of the last ${alarm.periods} periods against ${alarm.threshold}: ${values.join(", ")}`;
  return {
    Source: "aws.cloudwatch",
    DetailType: "CloudWatch Alarm State Change",
    Resources: [alarm.arn],
    Detail: JSON.stringify({
      alarmName: alarm.name,
      configuration: { description: alarm.description },
      previousState: { value: previous, timestamp: since.toISOString() },
      state: { value: state, reason: text, timestamp: at.toISOString() },
    }),
  };
}
