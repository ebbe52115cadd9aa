# make run       installs what is missing, builds bin/einwand and runs the demo; ARGS="--listen 127.0.0.1:9000" adds to it
# make test      installs what is missing and runs every check and test
# make lint      go vet, gofmt, staticcheck
# make bench     the figures that design promises, as ratios of one run
# make profile   where time and memory of the PDF writer go: PROFILE/cpu.out and mem.out, for go tool pprof
# make fuzz      every fuzz test in the house for half a minute; FUZZTIME=5m for longer
# make generate  pages (*.templ) to Go

# Go's own place comes last, so that the Go of the PATH wins; bin/node is there only where the system's Node is too old.
export PATH := $(CURDIR)/bin/node/bin:$(PATH):/usr/local/go/bin

# The formatter knows no ignore file, and node_modules holds foreign code.
rooms     := cmd export identity migrations procedure weighing
unformed  := find $(rooms) -name node_modules -prune -o -name '*.go' ! -name '*_templ.go' -exec gofmt -l {} +
generated := find cmd -name '*_templ.go' -exec cksum {} + | sort

MAKEFLAGS += --no-print-directory
FUZZTIME ?= 30s
PROFILE ?= bin/profile

.PHONY: run build test bench profile fuzz generate lint check
.SILENT:

run:
	.ci/install run
	$(MAKE) build
	bin/einwand demo $(ARGS)

build:
	go build -o bin/einwand ./cmd/einwand

test:
	.ci/install test
	$(MAKE) check
	go build -o bin/ ./cmd/einwand/internal/postgres/withpg ./cmd/einwand/internal/testcount
	bin/withpg -- bin/testcount -p 2 -timeout 14m ./...

# Compared by checksum, so that it also holds with uncommitted changes.
check:
	before=$$($(generated)); go generate ./... || exit 1; after=$$($(generated)); \
	if [ "$$before" != "$$after" ]; then echo "pages were generated anew: commit the *_templ.go files"; exit 1; fi
	go vet ./...
	files=$$($(unformed)); if [ -n "$$files" ]; then echo "not gofmt-clean:"; echo "$$files"; exit 1; fi

lint: check
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

bench:
	.ci/install run
	go build -o bin/ ./cmd/einwand/internal/postgres/withpg
	bin/withpg -durable -- go run ./cmd/einwand/internal/bench
	echo; echo "An answer of an identity provider with every check, as a multiple of crewjam/saml alone on one that both can read"
	go test -run '^$$' -bench Policy -benchtime 1x ./identity/saml
	echo; echo "The weighing table as PDF beside gofpdf alone (naive), and beside nothing but compressing its pages (floor)"
	go test -run '^$$' -bench AgainstNaive -benchtime 3x ./export/pdf
	echo; echo "The weighing table as XLSX, every cell read back, beside a stream of the same cells with excelize alone (bare)"
	go test -run '^$$' -bench AgainstBare -benchtime 3x ./export/xlsx

profile:
	mkdir -p $(PROFILE)
	go test -run '^$$' -bench Council -benchtime 5x -o $(PROFILE)/pdf.test -cpuprofile $(PROFILE)/cpu.out -memprofile $(PROFILE)/mem.out ./export/pdf
	go tool pprof -top -nodecount 25 $(PROFILE)/pdf.test $(PROFILE)/cpu.out

# What a fuzz test finds is written to testdata/fuzz beside it, and belongs into a commit with what mends it.
fuzz:
	.ci/install test
	go build -o bin/ ./cmd/einwand/internal/postgres/withpg
	grep -rEo --include='*_test.go' --exclude-dir=node_modules '^func Fuzz[A-Za-z]+' $(rooms) | while IFS=: read -r file name; do \
		name=$${name#func }; echo "$$name in $${file%/*}"; \
		bin/withpg -- go test -run '^$$' -fuzz "^$$name$$" -fuzztime $(FUZZTIME) "./$${file%/*}" </dev/null || exit 1; \
	done

generate:
	go generate ./...
