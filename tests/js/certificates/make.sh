#!/bin/sh
# Makes the certificates of the TLS tests: `sh make.sh`, in this folder. They are valid until 2120.
set -e
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null; }
config() { printf '[req]\ndistinguished_name=dn\n[dn]\n[ext]\n%b\n' "$1" > config.tmp; }
request() { openssl req -new -config config.tmp -key "$1" -subj "$2" -out request.tmp; }
# signed NAME SUBJECT EXTENSIONS AUTHORITY FROM TO
signed() {
  key "$1-key.pem"; config "$3"; request "$1-key.pem" "$2"
  : > index.tmp; rm -f index.tmp.attr
  printf '[ca]\ndefault_ca=d\n[d]\ndatabase=index.tmp\nnew_certs_dir=.\nserial=serial.tmp\ndefault_md=sha256\npolicy=p\ncopy_extensions=none\nunique_subject=no\nemail_in_dn=no\n[p]\ncountryName=optional\norganizationName=optional\ncommonName=optional\n' > ca.tmp
  openssl rand -hex 8 > serial.tmp
  if [ "$4" = self ]; then who="-selfsign -keyfile $1-key.pem"; else who="-cert $4.pem -keyfile $4-key.pem"; fi
  # shellcheck disable=SC2086
  openssl ca -batch -notext -config ca.tmp $who -in request.tmp -out "$1.pem" -extfile config.tmp -extensions ext \
    -startdate "$5" -enddate "$6" 2>/dev/null
  rm -f ./*.tmp ./*.tmp.* index.tmp* [0-9A-F]*.pem
}
NOW=20200101000000Z
LATER=21200101000000Z
LOCAL='subjectAltName=DNS:localhost,IP:127.0.0.1'
signed localhost '/C=UK/O=Napkin/CN=localhost' "basicConstraints=CA:FALSE\n$LOCAL" self $NOW $LATER
signed authority '/O=Napkin/CN=Test Authority' 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign' self $NOW $LATER
signed leaf '/O=Napkin/CN=agent.example' 'basicConstraints=CA:FALSE\nsubjectAltName=DNS:agent.example,DNS:*.wild.example,DNS:localhost,URI:https://agent.example/x' authority $NOW $LATER
signed expired '/CN=localhost' "basicConstraints=CA:FALSE\n$LOCAL" authority $NOW 20210101000000Z
signed client '/O=Napkin/CN=A Client' 'basicConstraints=CA:FALSE\nextendedKeyUsage=clientAuth' authority $NOW $LATER
