package browser

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"kith"
)

// flags returns the command line of Chromium. The sandbox is not mentioned: it
// is on unless somebody turns it off.
func flags(profile string) []string {
	return []string{
		"--headless",
		"--remote-debugging-pipe", // commands come through file descriptor 3, and no port is opened
		"--user-data-dir=" + profile,
		"--no-startup-window", "--no-first-run", "--no-default-browser-check", "--no-pings",
		"--disable-gpu", "--disable-dev-shm-usage", "--mute-audio",
		"--window-size=1280,2400", // a tall window: lists that grow when they are seen to their end show more

		// No way to the network, should a request ever get past the gate: a
		// proxy that is not there, for loopback addresses too, and no names.
		"--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
		"--host-resolver-rules=MAP * ~NOTFOUND",
		"--disable-quic", "--webrtc-ip-handling-policy=disable_non_proxied_udp",

		// Nothing that Chromium asks for by itself.
		"--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-sync",
		"--disable-domain-reliability", "--disable-client-side-phishing-detection", "--disable-field-trial-config",
		"--disable-breakpad", "--disable-crash-reporter", "--metrics-recording-only", "--dns-prefetch-disable",
		"--disable-features=" + strings.Join(featuresOff(), ","),

		// Nothing from the machine, nothing onto it.
		"--disable-extensions", "--disable-component-extensions-with-background-pages", "--disable-plugins",
		"--disable-notifications", "--disable-file-system", "--deny-permission-prompts", "--disable-print-preview",
		"--password-store=basic", "--use-mock-keychain", "--disk-cache-size=1",

		// A page in the background is as fast as one in front, and a page
		// that takes too much is ended.
		"--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
		"--js-flags=--max-old-space-size=256",
	}
}

// featuresOff are parts of Chromium that ask for things by themselves, change
// the addresses that a page asks for, or draw windows that nobody sees.
func featuresOff() []string {
	return []string{
		"AutofillServerCommunication", "CertificateTransparencyComponentUpdater", "DialMediaRouteProvider", "MediaRouter",
		"HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "InterestFeedContentSuggestions", "OptimizationHints", "Prerender2",
		"Translate", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
	}
}

// find returns the program to start.
func find(path string) (string, error) {
	if path != "" {
		found, err := exec.LookPath(path)
		if err != nil {
			return "", kith.Errorf(kith.CodeNotFound,
				"the browser %s cannot be started: %w; set crawler.browser to the path of Chromium or Chrome", path, err)
		}
		return filepath.Abs(found)
	}
	for _, candidate := range candidates(runtime.GOOS) {
		if found, err := exec.LookPath(candidate); err == nil {
			return filepath.Abs(found)
		}
	}
	return "", kith.Errorf(kith.CodeNotFound,
		"there is no Chromium on this machine, which is needed for pages that are empty without JavaScript; install it (on Debian: apt-get install chromium), or set crawler.browser to its path")
}

// candidates returns where Chromium is found on a system, and by which names.
// The programs themselves come before the scripts that start them, which add
// flags of their own.
func candidates(system string) []string {
	if system == "darwin" {
		return []string{
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"chromium", "google-chrome",
		}
	}
	return []string{
		"/usr/lib/chromium/chromium", "/usr/lib64/chromium-browser/chromium-browser", "/opt/google/chrome/chrome",
		"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome",
	}
}
