import type { Metadata } from "next";

import { NoAccess } from "#components/shell/no-access.tsx";
import { PolicyEditor } from "#components/policies/policy-editor.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { rolesAllow } from "#lib/domain/roles.ts";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { neededRoles } from "#lib/use-cases/authorise.ts";
import { viewPolicies } from "#lib/use-cases/policies/view-policies.ts";
import { draftPolicy, readPolicyText, simulatePolicy } from "#app/(console)/policies/actions.ts";

export const metadata: Metadata = { title: "New draft of the policy – Countersign" };

export default async function DraftPage() {
  const actor = await requireActor();
  if (!rolesAllow(actor.roles, "publish_policy")) {
    return (
      <NoAccess
        title="Drafting a policy is not open to your role"
        needs={neededRoles("publish_policy")}
        wayOut={{ href: "/policies", label: "Go to the policies" }}
      >
        The policy in force, drafts and earlier versions are open to everybody who reads.
      </NoAccess>
    );
  }
  const { inForce } = await viewPolicies(services(), actor);
  const { id: _id, version: _version, ...start } = inForce.policy;
  return (
    <>
      <PageHeader
        title="New draft of the policy"
        description="Starts from what is in force. It has no effect until somebody else publishes it."
      />
      <PolicyEditor
        start={start}
        actions={{ draft: draftPolicy, read: readPolicyText, simulate: simulatePolicy }}
      />
    </>
  );
}
