.PHONY: build test format e2e bench

build:
	./mvnw -q -B package -DskipTests

test:
	./mvnw -B verify

format:
	./mvnw -q -B spotless:apply

e2e:
	./mvnw -B verify -Pe2e,engines,spark -pl e2e,spark -am -DskipUnitTests=true -Dlakeshift.temporal="$$(.ci/temporal-cli)"

bench:
	bench/run ImportBenchmark --adds 100000 --commits 10000 --rounds 5
