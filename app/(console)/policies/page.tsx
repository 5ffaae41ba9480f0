import type { Metadata } from "next";

import { DraftCard } from "#components/policies/draft-card.tsx";
import { DrillCard } from "#components/policies/drill-card.tsx";
import { EarlierVersions } from "#components/policies/earlier-versions.tsx";
import { PolicyNotes } from "#components/policies/policy-notes.tsx";
import { RuleList } from "#components/policies/rule-list.tsx";
import { VersionFacts } from "#components/policies/version-facts.tsx";
import { RefreshOnChange } from "#components/refresh-on-change.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { checkPolicy } from "#lib/domain/policy-checks.ts";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { viewDrill } from "#lib/use-cases/drill/view-drill.ts";
import { viewPolicies } from "#lib/use-cases/policies/view-policies.ts";
import { designateDrillUser, discardDraft, publishPolicy, simulatePolicy, startDrill } from "./actions.ts";

export const metadata: Metadata = { title: "Policies – Countersign" };

export default async function PoliciesPage() {
  const actor = await requireActor();
  const here = services();
  const [{ inForce, drafts, earlier, rights }, drill] = await Promise.all([
    viewPolicies(here, actor),
    viewDrill(here, actor),
  ]);
  return (
    <>
      <RefreshOnChange about="settings" />
      <PageHeader
        title="Policies"
        description="What may be asked for, how many have to agree, and why. One IAM lead drafts a change, another one publishes it."
        actions={
          rights.draft.allowed ? (
            <LinkButton href="/policies/draft" variant="primary">
              New draft
            </LinkButton>
          ) : (
            <span className="text-xs text-muted">{rights.draft.why}</span>
          )
        }
      />
      <div className="flex flex-col gap-6">
        {drafts.map((draft) => (
          <DraftCard
            key={draft.policy.version}
            draft={draft}
            actions={{ publish: publishPolicy, discard: discardDraft, simulate: simulatePolicy }}
          />
        ))}
        <Section
          title="In force"
          id="in-force"
          flush
          aside={
            <span>
              <SafeText text={inForce.policy.name} />, version {inForce.policy.version}
            </span>
          }
        >
          <div className="grid gap-3 border-b px-4 py-3">
            <VersionFacts version={inForce} />
            <PolicyNotes notes={checkPolicy(inForce.policy.rules)} />
          </div>
          <RuleList rules={inForce.policy.rules} hits={inForce.hits} />
        </Section>
        <DrillCard drill={drill} actions={{ start: startDrill, designate: designateDrillUser }} />
        <EarlierVersions versions={earlier} />
      </div>
    </>
  );
}
