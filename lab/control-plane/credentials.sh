# shellcheck shell=bash
# Who may talk to an API server: random bearer tokens in a token file, and a kubeconfig for each user.

# write_credentials DIRECTORY NODE...: tokens of an administrator, the cluster's own programs, and the kubelet of each node.
write_credentials() {
  local directory=$1 node user
  shift
  openssl genrsa -out "$directory/service-accounts.key" 2048 2>/dev/null
  (
    umask 077
    echo "$(random_token),admin,admin,system:masters" >"$directory/tokens.csv"
    for user in kube-controller-manager kube-scheduler kube-proxy; do
      echo "$(random_token),system:$user,$user," >>"$directory/tokens.csv"
    done
    for node in "$@"; do
      echo "$(random_token),system:node:$node,$node,system:nodes" >>"$directory/tokens.csv"
    done
  )
}

random_token() {
  openssl rand -hex 16
}

# token_of DIRECTORY UID, where UID is "admin", a program or a node.
token_of() {
  awk -F, -v uid="$2" '$3 == uid { print $1 }' "$1/tokens.csv"
}

# write_kubeconfig DIRECTORY UID URL FILE. The certificate lies inside, so that the file can be copied anywhere.
write_kubeconfig() {
  local directory=$1 uid=$2 url=$3 file=$4
  (
    umask 077
    cat >"$file" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: lab, cluster: {server: "$url", certificate-authority-data: $(base64 --wrap=0 "$directory/certificates/apiserver.crt")}}]
users: [{name: "$uid", user: {token: $(token_of "$directory" "$uid")}}]
contexts: [{name: lab, context: {cluster: lab, user: "$uid"}}]
current-context: lab
YAML
  )
}
