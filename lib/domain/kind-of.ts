import type { SignalKind } from "./signal-kind.ts";

type Rule = readonly [pattern: RegExp, kind: SignalKind];

/** Rules whose meaning is known by their id, in lower case. A row counts before those below it. */
const byRule: readonly Rule[] = [
  // Okta System Log
  [/^app\.(oauth2\.token\.detect_reuse|token\.reuse)$/, "token_theft"],
  [/^user\.account\.report_suspicious_activity_by_enduser$/, "account_takeover"],
  [/^user\.risk\./, "account_takeover"],
  [/^security\.threat\.detected$/, "account_takeover"],
  [/^(user|system)\.mfa\.factor\./, "factor_change"],
  [/^user\.account\.reset_password$/, "factor_change"],
  [/^(user\.account\.privilege|group\.privilege|system\.idp\.lifecycle|iam\.role)\./, "privilege_change"],
  [/^user\.session\.impersonation\./, "privilege_change"],
  [/^application\.user_membership\.show_password$/, "secret_exposure"],
  // Entra ID Protection: riskEventType
  [/^(impossibletravel|mcasimpossibletravel|unlikelytravel|newcountry)$/, "impossible_travel"],
  [/^(anomaloustoken|tokenissueranomaly|attemptedprtaccess|attackerinthemiddle)$/, "token_theft"],
  [/^leakedcredentials$/, "secret_exposure"],
  [/^anomaloususeractivity$/, "account_takeover"],
  [/^(maliciousipaddress|maliciousipaddressvalidcredentialsblockedip)$/, "account_takeover"],
  [/^(unfamiliarfeatures|anonymizedipaddress|riskyipaddress|passwordspray)$/, "account_takeover"],
  [/^(adminconfirmedusercompromised|investigationsthreatintelligence|nationstateip)$/, "account_takeover"],
  [/^(suspiciousinboxforwarding|mcassuspiciousinboxmanipulationrules)$/, "account_takeover"],
  [/^mcasfinsuspiciousfileaccess$/, "mass_access"],
  [/^entra\.risky-user$/, "account_takeover"],
  // 1Password Events API
  [/^onepassword\.audit\.(user|account)\.(enbl|updat|disbl)mfa$/, "factor_change"],
  [/^onepassword\.audit\.sso\./, "factor_change"],
  [/^onepassword\.audit\.(gm|uva|gva)\./, "privilege_change"],
  [/^onepassword\.(audit\.[^.]+|item)\.export$/, "mass_access"],
  // Duo, Push Security
  [/^duo\.auth\.(user_marked_fraud|fraud)$/, "account_takeover"],
  [/^duo\.admin\..*bypass/, "factor_change"],
  [/^duo\.admin\.admin_(create|update|role)/, "privilege_change"],
  [/^push\..*phish/, "account_takeover"],
  [/^push\..*(leaked|weak|stolen)/, "secret_exposure"],
  [/^push\..*session/, "token_theft"],
  // Shared Signals
  [/^(caep\.session-revoked|risc\.sessions-revoked)$/, "token_theft"],
  [/^risc\.(credential-compromise|account-credential-change-required)$/, "account_takeover"],
  [/^caep\.(credential-change|assurance-level-change)$/, "factor_change"],
  [/^caep\.token-claims-change$/, "privilege_change"],
  [/^caep\.risk-level-change$/, "account_takeover"],
];

/** Words of a title, where no rule settles it. The narrower meaning stands first. */
const byWords: readonly Rule[] = [
  [/\b(impossible|atypical|unlikely|improbable) travel|\bgeo ?velocity\b/, "impossible_travel"],
  [
    /\b(stolen|theft|steal\w*|hijack\w*|replay\w*|reus\w+|anomalous)\b.*\b(tokens?|sessions?|cookies?)\b/,
    "token_theft",
  ],
  [/\b(tokens?|sessions?|cookies?)\b.*\b(stolen|theft|hijack\w*|replay\w*|reus\w+)\b/, "token_theft"],
  [
    /\b(leak\w*|expos\w+|stolen|dumped|compromised)\b.*\b(secrets?|credentials?|passwords?|api keys?)\b/,
    "secret_exposure",
  ],
  [
    /\b(secrets?|credentials?|passwords?|api keys?)\b.*\b(leak\w*|expos\w+|stolen|dump\w*|extract\w*|paste[ds]?|breach\w*|public repositor\w+)\b/,
    "secret_exposure",
  ],
  [
    /\b(mfa|2fa|multi-?factor|second factor|factors?|authenticator)\b.*\b(reset|remov\w+|disabl\w+|deactivat\w+|chang\w+|switched|enroll?\w*|suspend\w*)\b/,
    "factor_change",
  ],
  [
    /\b(reset|remov\w+|disabl\w+|deactivat\w+|chang\w+|enroll?\w*|suspend\w*)\b.*\b(mfa|2fa|multi-?factor|second factor|factors?|authenticator)\b/,
    "factor_change",
  ],
  [/\b(privileges?|escalation|admin(istrator)? role|role assigned|impersonation)\b/, "privilege_change"],
  [/\b(mass|bulk|exfiltrat\w+|vault export|data export|unusual export)\b/, "mass_access"],
  [/\b(insider|leaver|offboarding|resign\w*|departing|terminated employee)\b/, "insider"],
  [
    /\b(takeover|taken over|compromised|phish\w*|brute ?force|password spray\w*|credential stuffing|suspicious (activity|sign-?in|log-?in)|risky (user|sign-?in))\b/,
    "account_takeover",
  ],
];

/** What a signal speaks of, by its rule's id, else by words of its title, else by those of the rule. */
export function kindOf(signal: { ruleId: string | null; title: string }): SignalKind {
  const rule = (signal.ruleId ?? "").toLowerCase();
  return (
    firstOf(byRule, rule) ??
    firstOf(byWords, signal.title.toLowerCase()) ??
    firstOf(byWords, rule.replace(/[._\-:/]+/g, " ")) ??
    "other"
  );
}

function firstOf(rules: readonly Rule[], text: string): SignalKind | null {
  // The pattern looks at 300 characters at most, so none of them can take long.
  const short = text.slice(0, 300);
  return rules.find(([pattern]) => pattern.test(short))?.[1] ?? null;
}
