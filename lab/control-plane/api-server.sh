# shellcheck shell=bash
# etcd and kube-apiserver: the smallest control plane. The callers say where: an array of words that enters a namespace.

SERVICE_CIDR=10.96.0.0/16

# start_etcd DIRECTORY CLIENT_PORT PEER_PORT ENTER...
start_etcd() {
  local directory=$1 client_url=http://127.0.0.1:$2 peer_url=http://127.0.0.1:$3
  start_process "$directory" etcd "${@:4}" "$ETCD_DIRECTORY/etcd" --data-dir "$directory/etcd" --unsafe-no-fsync \
    --listen-client-urls "$client_url" --advertise-client-urls "$client_url" --listen-peer-urls "$peer_url" \
    --initial-advertise-peer-urls "$peer_url" --initial-cluster "default=$peer_url"
}

# start_api_server DIRECTORY ADDRESS PORT ETCD_PORT ENTER...
start_api_server() {
  local directory=$1 address=$2 port=$3 etcd_port=$4 reconciler=lease
  # A loopback address can't be an endpoint of the Service "kubernetes".
  case $address in 127.*) reconciler=none ;; esac
  start_process "$directory" kube-apiserver "${@:5}" "$KUBERNETES_DIRECTORY/kube-apiserver" \
    --etcd-servers="http://127.0.0.1:$etcd_port" --cert-dir="$directory/certificates" \
    --bind-address="$address" --secure-port="$port" --advertise-address="$address" --external-hostname="$address" \
    --endpoint-reconciler-type="$reconciler" --service-cluster-ip-range="$SERVICE_CIDR" --allow-privileged=true \
    --token-auth-file="$directory/tokens.csv" --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$directory/service-accounts.key" \
    --service-account-signing-key-file="$directory/service-accounts.key" --kubelet-preferred-address-types=InternalIP
}

# api_server_is_ready DIRECTORY URL ENTER...
api_server_is_ready() {
  local directory=$1 url=$2 answer
  answer=$("${@:3}" curl --silent --max-time 2 --cacert "$directory/certificates/apiserver.crt" \
    --header "Authorization: Bearer $(token_of "$directory" admin)" "$url/readyz")
  [ "$answer" = ok ]
}

# await_api_server DIRECTORY URL ENTER...
await_api_server() {
  wait_until 120 "the API server at $2 to be ready" "$1/kube-apiserver.log" api_server_is_ready "$@"
}
