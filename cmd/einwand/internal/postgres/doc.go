// Package postgres runs a PostgreSQL of its own from the installed binaries, as a child process of the program: the
// embedded default of `einwand demo` and of `serve` with `embedded = true`. It knows nothing of the schema. Linux only,
// because the child is bound to the life of its parent by PR_SET_PDEATHSIG.
//
// # Vocabulary
//
// The data folder is the folder that the operator names with --data. The home is its subfolder "postgres"; in it lie
// the cluster ("data"), the socket folder ("socket"), the lock and the log. The owner is the process that started the
// server and holds the lock; everybody else joins. The predecessor is a postmaster that an owner left behind when it
// was killed.
//
// # Invariants
//
//  1. At most one process owns a home. Enforced by flock on home/lock (lock.go); TestSecondInstanceIsRefused.
//  2. The server never outlives its owner, whatever kills that: the child gets SIGINT, a clean fast shutdown, at the
//     owner's death (child.go); TestKilledOwnerLosesNothing. The kernel watches the thread that forked, not the
//     process, so that thread is kept; TestServerOutlivesTheThreadThatStartedIt.
//  3. What was acknowledged survives kill -9 of owner and postmaster: fsync, full_page_writes and synchronous_commit
//     are set on the command line, where no file of the cluster overrides them (settings.go);
//     TestKilledOwnerAndPostmasterLoseNothing, TestSettings. Config.Unsafe gives this up, for tests.
//  4. A cluster is complete or absent: initdb writes into a folder of another name, which is renamed when it is done
//     (cluster.go); TestAbortedInitdbLeavesNoCluster.
//  5. Only the owner's system user and root reach the server: no TCP, socket folder 0700, which is what makes "trust"
//     safe (settings.go, place.go); TestSettings, TestForeignSocketFolderIsRefused.
//  6. PostgreSQL never runs as root: a root process runs it as the owner of the home, which for a new one is the
//     system user "postgres" (place.go); TestRunsAsAnOrdinaryUser, TestSettings.
//
// # Not promised
//
// A joined server goes away with its owner. A cluster of an older major version is refused, not upgraded.
//
// Identity columns jump by up to 32 after a crash, because PostgreSQL logs sequences ahead: nothing that must be free
// of gaps may be one.
package postgres
