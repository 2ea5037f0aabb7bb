# make demo   the whole product on a cluster in a box, with measured numbers
# make test   everything that is tested, with all its own set-up
# make help   the rest
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

export JAVA_HOME := $(shell .mvn/find-jdk)
MAVEN := mvn --batch-mode --no-transfer-progress
LAB := lab/lab
DEMO := install lab-a lab-b question-3
MORE := resilience sub-second tracking health-checks unicast ipv6 scaled moves bad-input suite uninstall

.PHONY: help
help: ## what there is
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: parts
parts: ## install and build what lab and tests need: packages, Kubernetes, etcd, Helm
	@[ -n "$(JAVA_HOME)" ] || exit 1
	$(LAB) parts

.PHONY: demo
demo: parts images ## a cluster, the operator, and the story of two labs, measured
	trap '[ -n "$${KEEP:-}" ] || $(LAB) down' EXIT
	lab/scenarios/run $(DEMO)

.PHONY: test
test: parts test-build test-kernel test-end-to-end ## all tests

.PHONY: test-build
test-build: parts ## static checks, unit and property tests, tests against a real kube-apiserver
	trap '$(LAB) api down' EXIT
	KUBECONFIG=$$($(LAB) api up)
	export KUBECONFIG
	KUBECTL=$$(. lab/environment.sh && echo "$$KUBERNETES_DIRECTORY/kubectl")
	export KUBECTL
	HELM=$$(. lab/environment.sh && echo "$$HELM_DIRECTORY/helm")
	export HELM
	helm/render-test
	helm/lifecycle-test
	$(MAVEN) verify -Dintegration.tests=ApiServerIT

.PHONY: test-kernel
test-kernel: parts ## tests on a real kernel with IPVS
	node-agent/kernel-tests

.PHONY: test-end-to-end
test-end-to-end: parts images ## the scenarios on the lab, and what else may happen to a cluster
	trap '$(LAB) down' EXIT
	lab/scenarios/run $(DEMO) $(MORE)

.PHONY: e2e-kind
e2e-kind: ## the suite of test-end-to-end on kind, for machines with Docker and ip_vs; KEEP=1 leaves the cluster
	@[ -n "$(JAVA_HOME)" ] || exit 1
	$(MAVEN) -q package -Dquick -Pimages
	examples/kind/end-to-end

.PHONY: bench-failover
bench-failover: parts ## keepalived and ours side by side into docs/performance.md, some 40 minutes; needs root (BENCH="--parts load": 10 more)
	node-agent/bench-failover --report docs $(BENCH)

.PHONY: bench-ipvs
bench-ipvs: parts ## programming IPVS beside ipvsadm and keepalived, memory, data path into docs/performance.md; needs root
	node-agent/bench-ipvs --report . $(BENCH)

.PHONY: bench-control
bench-control: parts ## the operator with 10, 1,000 and 10,000 services on a real API server into docs/performance.md
	operator/bench-control --report docs $(BENCH)

.PHONY: fuzz
fuzz: parts ## two minutes of fuzzing for each decoder of packets and netlink; findings stay in the corpus
	for class in 'WireFuzz#link' 'WireFuzz#internet' VrrpFuzz NetlinkFuzz; do
		JAZZER_FUZZ=1 $(MAVEN) test-compile surefire:test@corpus -pl protocol -Dquick -DskipTests=false -Dtest="$$class" \
			-Djunit.jupiter.execution.timeout.mode=disabled
	done

.PHONY: bench-placement
bench-placement: parts ## what placement costs and how near it comes; writes table and plot into docs/placement.md
	$(MAVEN) -q test-compile -Dquick -pl operator -am
	$(JAVA_HOME)/bin/java -cp operator/target/classes:operator/target/test-classes \
	    io.ipvsoperator.operator.placement.benchmark.PlacementBenchmark docs

.PHONY: images
images: parts ## operator/target/operator.tar and node-agent/target/node-agent.tar
	$(MAVEN) -q package -Dquick -Pimages

.PHONY: manifests
manifests: parts ## generate crds/manifests, the tables of docs/api.md and helm/install.yaml from the classes
	$(MAVEN) -q test -pl crds -Dcrds.regenerate=true
	helm/install-manifest >helm/install.yaml

.PHONY: install-manifest
install-manifest: parts ## render the chart into helm/install.yaml, for those without Helm
	helm/install-manifest >helm/install.yaml

.PHONY: bad-input
bad-input: parts ## ask an API server about wrong values and write its answers into docs/bad-input.md
	trap '$(LAB) api down' EXIT
	KUBECONFIG=$$($(LAB) api up)
	export KUBECONFIG
	$(MAVEN) -q verify -Dintegration.tests=BadInputApiServerIT -pl crds -Dbad.input.regenerate=true

.PHONY: conformance
conformance: parts ## generate docs/conformance.md from the annotations of the protocol's tests
	$(MAVEN) -q test -pl protocol -Dtest=ConformanceTest -Dconformance.regenerate=true

.PHONY: format
format: ## lay out the Java sources
	$(MAVEN) -q spotless:apply

.PHONY: clean
clean: ## remove what builds made, and the lab
	$(LAB) down
	$(MAVEN) -q clean
