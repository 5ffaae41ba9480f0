import { type Action, wantedState } from "#lib/domain/directory.ts";
import type { Entry } from "#lib/domain/entry.ts";
import { failure, type Kind, type OcsfInput, type Said, success, unknownStatus } from "./ocsf-event.ts";
import { actorOf, policyOf, productItself, subjectOf, usersApi } from "./people.ts";

export const created: Kind["activity"] = [1, "Create"];
export const updated: Kind["activity"] = [3, "Update"];

/** 3004: a step in the life of a request. */
export function requestStep(input: OcsfInput, activity: Kind["activity"] = updated): Said {
  const { entry, texts, background } = input;
  const wasRefused = entry.type === "decision.refused";
  const user = subjectOf(input);
  return {
    kind: { class: "Entity Management", activity },
    status: wasRefused ? failure : success,
    statusDetail: background.request?.status ?? null,
    attributes: {
      actor: actorOf(input),
      entity: {
        uid: entry.request?.key,
        name: entry.request?.key ?? "request",
        type_id: 99,
        type: "identity-action-request",
        version: entry.request && String(entry.request.version),
        data: { action: background.request?.action, digest: entry.request?.digest },
        user,
        policy: policyOf(input),
      },
      comment:
        texts.get("reason") ?? texts.get("note") ?? texts.get("difference") ?? texts.get("message") ?? null,
    },
    ...(user && { subjectAt: "entity.user" }),
  };
}

/**
 * 3001, from 1.9 on 3007: what became of the person. A success is one that was read after the call; `before` and
 * `after` stand in `user` and `user_result`.
 */
export function outcome(input: OcsfInput): Said {
  const { entry, background } = input;
  const action = background.request?.action ?? null;
  const result = entry.outcome?.result;
  const reading = readState(entry.after);
  const isAccountChange = result === "succeeded" || result === "refused" || result === "unknown";
  if (action === null || entry.subject === null || !isAccountChange) return requestStep(input);
  const policy = policyOf(input);
  return {
    ...accountChange(input, action),
    status: result === "succeeded" ? success : result === "refused" ? failure : unknownStatus,
    statusDetail: result,
    attributes: {
      actor: productItself(input.context.installationId, policy && { decision: "approved", policy }),
      user: subjectOf(input, readState(entry.before)),
      [resultName(input)]: reading === null ? null : subjectOf(input, reading),
    },
  };
}

/** A reading in 1Password: 3001 where the state had changed and not by a request, else 3004 as what was read. */
export function observation(input: OcsfInput): Said {
  const { entry } = input;
  const after = readState(entry.after);
  const before = typeof entry.before === "string" ? entry.before : readState(entry.before);
  const hasChanged = before !== null && before !== after && (after === "ACTIVE" || after === "SUSPENDED");
  if (!hasChanged || entry.subject === null) return readingOf(input, after);
  return {
    ...accountChange(input, after === "SUSPENDED" ? "suspend" : "reactivate"),
    status: success,
    statusDetail: "observed",
    // Who did it isn't known: no actor.
    attributes: { user: subjectOf(input, before), [resultName(input)]: subjectOf(input, after) },
  };
}

function readingOf(input: OcsfInput, state: string | null): Said {
  const user = subjectOf(input, state);
  return {
    kind: { class: "Entity Management", activity: [2, "Read"] },
    status: success,
    statusDetail: state,
    attributes: {
      actor: actorOf(input),
      entity: { uid: input.entry.subject?.userId, name: "1Password user", type_id: 2, type: "User", user },
    },
    ...(user && { subjectAt: "entity.user" }),
  };
}

function accountChange({ context }: OcsfInput, action: Action): Pick<Said, "kind" | "subjectAt"> {
  const isDisabled = wantedState[action] === "SUSPENDED";
  if (context.version === "1.9.0") {
    const activity: Kind["activity"] = isDisabled ? [5, "Disable"] : [4, "Enable"];
    return { kind: { class: "User Management", activity }, subjectAt: "user" };
  }
  const activity: Kind["activity"] = isDisabled ? [5, "Disable"] : [2, "Enable"];
  return { kind: { class: "Account Change", activity }, subjectAt: "user" };
}

function resultName({ context }: OcsfInput): string {
  return context.version === "1.9.0" ? "updated_user" : "user_result";
}

function readState(value: Entry["after"]): string | null {
  return value === null || typeof value === "string" ? null : value.state;
}

/**
 * 6003: a call to 1Password, as intended and as answered. An answer alone is no success: that is said where the state
 * was read after it.
 */
export function apiCall(input: OcsfInput): Said {
  const { entry, texts, background, context } = input;
  const { call } = entry;
  const result = entry.outcome?.result;
  return {
    kind: { class: "API Activity", activity: updated },
    status: result === "refused" ? failure : unknownStatus,
    statusDetail: result ?? "intended",
    attributes: {
      actor: productItself(context.installationId),
      api: {
        operation: call?.path.split(":").at(-1) ?? background.request?.action ?? "unknown",
        version: call?.path.split("/")[1],
        service: { name: usersApi },
        request: call && entry.request && { uid: `${entry.request.key}/${call.attempt}` },
        response: call && {
          code: call.status,
          error: result === "answered" ? null : entry.outcome?.code,
          error_message: texts.get("message"),
        },
      },
      src_endpoint: { svc_name: "Countersign", uid: context.installationId },
      dst_endpoint: { svc_name: usersApi },
      http_request: call && {
        http_method: call.method,
        url: { path: call.path },
        uid: call.requestId,
      },
      http_response: call === null || call.status === null ? null : { code: call.status, latency: call.ms },
      resources: entry.subject && [
        {
          uid: entry.subject.userId,
          name: background.person.name,
          type: "1Password user",
          role_id: 1,
          role: "Target",
        },
      ],
    },
  };
}
