import { describe, expect, it } from "vitest";
import { kindOf } from "./kind-of.ts";

describe("the kind of a signal", () => {
  it.each([
    ["impossibleTravel", "x", "impossible_travel"],
    ["unlikelyTravel", "x", "impossible_travel"],
    ["anomalousToken", "Impossible travel", "token_theft"],
    ["leakedCredentials", "x", "secret_exposure"],
    ["user.mfa.factor.deactivate", "x", "factor_change"],
    ["group.privilege.grant", "x", "privilege_change"],
    ["app.oauth2.token.detect_reuse", "x", "token_theft"],
    ["onepassword.audit.vault.export", "x", "mass_access"],
    ["onepassword.audit.user.disblmfa", "x", "factor_change"],
    ["onepassword.signin.success.credentials_ok", "Sign-in succeeded (credentials ok)", "other"],
    ["risc.credential-compromise", "x", "account_takeover"],
  ])("with the rule %s titled %s is %s: the rule settles it", (ruleId, title, expected) => {
    expect(kindOf({ ruleId, title })).toBe(expected);
  });

  it.each([
    ["Impossible travel for wendy", "impossible_travel"],
    ["Stolen token used from a new address", "token_theft"],
    ["Session cookie replayed", "token_theft"],
    ["Session hijacking suspected", "token_theft"],
    ["Leaked API key found in a repository", "secret_exposure"],
    ["Password exposed in a breach", "secret_exposure"],
    ["Corporate password found in a fresh paste", "secret_exposure"],
    ["Credentials seen in a public repository", "secret_exposure"],
    ["MFA reset by help desk", "factor_change"],
    ["Second factor removed", "factor_change"],
    ["Privilege escalation in the directory", "privilege_change"],
    ["Admin role assigned", "privilege_change"],
    ["Bulk download of files", "mass_access"],
    ["Vault export by a leaver", "mass_access"],
    ["Departing employee", "insider"],
    ["Account takeover suspected", "account_takeover"],
    ["Phishing page visited", "account_takeover"],
    ["Printer out of paper", "other"],
    ["Tokenised factory report", "other"],
  ])("without a known rule goes by words of the title: %s is %s", (title, expected) => {
    expect(kindOf({ ruleId: null, title })).toBe(expected);
    expect(kindOf({ ruleId: "custom.rule.7", title: title.toUpperCase() })).toBe(expected);
  });

  it("goes by words of the rule where the title says nothing", () => {
    expect(kindOf({ ruleId: "edr.impossible_travel", title: "Alert 7" })).toBe("impossible_travel");
  });
});
