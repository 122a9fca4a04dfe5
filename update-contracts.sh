#!/usr/bin/env bash
# Rewrites the contracts that are checked in (schema.graphql and its like) from the code.
# Each contract has one test with the category "Contract" that holds the file, and rewrites it when CRM_UPDATE_CONTRACTS is 1.
set -euo pipefail
cd "$(dirname "$0")"
CRM_UPDATE_CONTRACTS=1 dotnet test CrmContacts.sln --nologo -v q --filter "Category=Contract"
git --no-pager diff --stat -- schema.graphql '*.json'
