import type { Viewer } from "#components/request/acting.tsx";
import type { UserState } from "#lib/domain/directory.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

export interface NextBestStep {
  title: string;
  why: string;
  link: string;
  href: string;
}

/** The one thing that moves the case on, for this viewer; null where there is nothing to do. */
export function nextStep(input: {
  view: CaseView;
  state: UserState;
  open: RequestView | null;
  viewer: Viewer;
}): NextBestStep | null {
  const { view, state, open, viewer } = input;
  if (view.status === "closed" || !viewer.canWork) return null;
  if (open !== null) return stepOfRequest(open, viewer);
  if (view.correlation.unlinked) {
    return {
      title: "Find out who this is",
      why: "Nobody in 1Password is known by this address or id, so nothing can be asked for. Link the case once you know.",
      link: "Go to the top",
      href: "#main",
    };
  }
  const toRequest = { link: "Go to the request", href: "#request" };
  if (state === "UNKNOWN") {
    return {
      title: "Read the person’s state",
      why: "Nothing can be asked for on a state that 1Password didn’t return.",
      link: "Go to the 1Password user",
      href: "#user",
    };
  }
  if (view.owner === null) {
    return {
      title: "Take the case",
      why: "Nobody owns it yet. Whoever takes it is seen by everybody else.",
      link: "Go to the top",
      href: "#main",
    };
  }
  if (view.review?.status === "due") {
    return {
      title: "Look at the suspension again",
      why: "Its review date has come: extend it, ask for the way back, or hand over to offboarding.",
      link: "Go to the review",
      href: "#review",
    };
  }
  if (state === "SUSPENDED") {
    return {
      title: "Rotate what this person knew, then close or reactivate",
      why: "The suspension keeps them out of 1Password. Passwords and keys they knew still work elsewhere.",
      ...toRequest,
    };
  }
  const undone = view.requests[0]?.action === "reactivate" && view.requests[0].status === "succeeded";
  if (undone) {
    return {
      title: "Close the case",
      why: "The person is back. Write down what was found.",
      link: "Go to the top",
      href: "#main",
    };
  }
  return {
    title: "Judge the signals",
    why: "The person can still use 1Password. Ask for a suspension when the signals hold, close the case when they don’t.",
    link: "Go to the signals",
    href: "#signals",
  };
}

function stepOfRequest(open: RequestView, viewer: Viewer): NextBestStep | null {
  const place = { link: `Go to ${open.key}`, href: "#request" };
  switch (open.status) {
    case "pending":
      if (open.rights.approve.allowed) {
        return {
          title: `Decide on ${open.key}`,
          why: "You are a second person for this request. Read what it rests on, then approve or deny.",
          ...place,
        };
      }
      return {
        title: "Wait for a second person",
        why:
          open.requester?.id === viewer.personId
            ? "You asked for this, so somebody else decides. You can withdraw it until then."
            : "Somebody with the right role has to decide.",
        ...place,
      };
    case "needs_attention":
      return {
        title: "Look at this person in 1Password",
        why: "Whether the call took effect can’t be told from here.",
        ...place,
      };
    case "proposed":
      return {
        title: "Adopt or dismiss the proposal",
        why: "A machine proposed it. It does nothing until a person stands behind it.",
        ...place,
      };
    case "approved":
    case "executing":
    case "unknown":
      return {
        title: "Wait for the outcome",
        why: "Countersign carries it out and reads the state until it is certain. There is nothing to press.",
        ...place,
      };
    case "succeeded":
    case "refused":
    case "failed":
    case "superseded":
    case "denied":
    case "withdrawn":
    case "expired":
    case "stale":
      return null;
  }
}
