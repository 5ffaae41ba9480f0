export type Json = Record<string, unknown>;

/** An enumeration as OCSF writes it. */
export function enumeration(captions: Record<number, string>): { enum: Json } {
  return {
    enum: Object.fromEntries(Object.entries(captions).map(([id, caption]) => [id, { caption }])),
  };
}

const string = { type: "string_t" };
const integer = { type: "integer_t" };
const time = { type: "timestamp_t" };
const boolean = { type: "boolean_t" };
const array = { is_array: true };
const unknownOrOther = { 0: "Unknown", 99: "Other" };
const id = (sibling: string, captions: Record<number, string> = {}) => ({
  ...integer,
  sibling,
  ...enumeration({ ...unknownOrOther, ...captions }),
});

const stringAttributes = `activity_name algorithm app_name app_uid auth_protocol authority_uid category_name chain_uid
  class_name comment correlation_uid credential_uid decision desc domain error error_message event_code issuer log_name
  log_version message name operation original_time path role severity status status_code status_detail svc_name title
  type type_name uid uid_alt vendor_name verdict version http_method`;

/** The attributes and types of the test schemas. */
export const testDictionary = {
  attributes: {
    ...Object.fromEntries(stringAttributes.split(/\s+/).map((name) => [name, string])),
    activity_id: id("activity_name"),
    category_uid: { ...integer, sibling: "category_name" },
    class_uid: { ...integer, sibling: "class_name" },
    type_uid: { type: "long_t", sibling: "type_name" },
    status_id: id("status", { 1: "Success", 2: "Failure" }),
    severity_id: id("severity", { 1: "Informational", 2: "Low", 3: "Medium", 4: "High", 5: "Critical" }),
    verdict_id: id("verdict", { 2: "True Positive", 5: "Benign", 7: "Insufficient Data", 10: "Duplicate" }),
    auth_protocol_id: id("auth_protocol", { 4: "OpenID" }),
    algorithm_id: id("algorithm", { 3: "SHA-256" }),
    type_id: id("type"),
    role_id: id("role", { 1: "Target" }),
    code: integer,
    latency: integer,
    sequence: integer,
    time,
    logged_time: time,
    created_time: time,
    is_alert: boolean,
    is_disabled: boolean,
    is_mfa: boolean,
    email_addr: { type: "email_t" },
    data: { type: "json_t" },
    value: string,
    labels: { ...string, ...array },
    profiles: { ...string, ...array },
    types: { ...string, ...array },
    data_sources: { ...string, ...array },
    unmapped: { type: "object" },
    metadata: { type: "metadata" },
    product: { type: "product" },
    observables: { type: "observable", ...array },
    actor: { type: "actor" },
    session: { type: "session" },
    authorizations: { type: "authorization", ...array },
    policy: { type: "policy" },
    user: { type: "user" },
    user_result: { type: "user" },
    updated_user: { type: "user" },
    account: { type: "account" },
    org: { type: "organization" },
    groups: { type: "group", ...array },
    assignee: { type: "user" },
    assignee_group: { type: "group" },
    finding_info: { type: "finding_info" },
    finding_info_list: { type: "finding_info", ...array },
    evidences: { type: "evidences", ...array },
    entity: { type: "managed_entity" },
    service: { type: "service" },
    api: { type: "api" },
    request: { type: "request" },
    response: { type: "response" },
    src_endpoint: { type: "network_endpoint" },
    dst_endpoint: { type: "network_endpoint" },
    http_request: { type: "http_request" },
    http_response: { type: "http_response" },
    url: { type: "url" },
    resources: { type: "resource_details", ...array },
    fingerprint: { type: "fingerprint" },
    prev_event: { type: "event_reference" },
    attestation_list: { type: "attestation", ...array },
  },
  types: {
    attributes: {
      string_t: { caption: "String" },
      integer_t: { caption: "Integer" },
      long_t: { caption: "Long" },
      boolean_t: { caption: "Boolean" },
      json_t: { caption: "JSON" },
      timestamp_t: { caption: "Timestamp", type: "long_t" },
      datetime_t: { caption: "Datetime", type: "string_t", regex: "^\\d{4}-" },
      username_t: { caption: "User Name", type: "string_t", observable: 4 },
      email_t: { caption: "Email Address", type: "string_t", regex: "^[^@ ]+@[^@ ]+$", observable: 5 },
    },
  },
};
