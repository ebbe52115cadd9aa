package postgres

import (
	"os"
	"strings"
)

// settings are given on the command line at every start, so that neither a file of the cluster nor an older version of
// the program decides them.
func (p place) settings(unsafe bool) []string {
	set := []string{
		"listen_addresses=",
		"port=" + port,
		// The value is a list, in which quotes and outer spaces mean something.
		`unix_socket_directories="` + strings.ReplaceAll(p.socket, `"`, `""`) + `"`,
		"unix_socket_permissions=0700",
		"timezone=UTC",
		"log_timezone=UTC",
		"log_line_prefix=%m [%p] %q%u@%d ",
	}
	if unsafe {
		set = append(set, "fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200")
	} else {
		set = append(set, "fsync=on", "full_page_writes=on", "synchronous_commit=on",
			// Rows of rejected statements would carry names and texts of residents into the log.
			"log_error_verbosity=terse", "log_min_error_statement=panic")
	}
	args := []string{"-D", p.data}
	for _, s := range set {
		args = append(args, "-c", s)
	}
	return args
}

// environment keeps out of the child what is meant for the program, whose passwords may stand there, or for clients.
func environment() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "TZ=UTC"}
}
