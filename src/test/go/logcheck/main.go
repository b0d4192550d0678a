// Logcheck checks a published audit log and its receipts with the transparency log code of the Go project
// (golang.org/x/mod/sumdb) and nothing of the hub's.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run main.go -log data/log -key 'hub.example/audit+…' \
//	    [-witness 'witness.example/w1+…'] [-proofs file] [receipt.tlog-proof ...]
//
// Of the log it checks the checkpoint's signature and cosignatures, that tiles and root are those of the entries, and that
// each entry is included in the tree and each of the tree's beginnings consistent
// with it. The file of proofs has lines "inclusion <index> <size> <hash>..." and "consistency <old size> <size> <hash>...".
package main

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// A cosigner verifies timestamped signatures of a witness (C2SP tlog-cosignature), which package note lets others add.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }

func (c *cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	second := binary.BigEndian.Uint64(sig)
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", second, msg)
	return ed25519.Verify(c.key, []byte(signed), sig[8:])
}

func newCosigner(vkey string) (*cosigner, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("a witness key is name+id+key")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		return nil, errors.New("not the key of a witness")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, errors.New("the witness key's id does not fit")
	}
	return &cosigner{parts[0], hash, key[1:]}, nil
}

// A checker knows whose signatures count.
type checker struct {
	log       note.Verifier
	witnesses []*cosigner
}

// open returns the tree that a note is about, and how many of the witnesses cosigned it.
func (c *checker) open(signed []byte) (tlog.Tree, int, error) {
	verifiers := []note.Verifier{c.log}
	for _, w := range c.witnesses {
		verifiers = append(verifiers, w)
	}
	n, err := note.Open(signed, note.VerifierList(verifiers...))
	if err != nil {
		return tlog.Tree{}, 0, err
	}
	byLog, cosigned := false, 0
	for _, sig := range n.Sigs {
		if sig.Name == c.log.Name() && sig.Hash == c.log.KeyHash() {
			byLog = true
		} else {
			cosigned++
		}
	}
	lines := strings.Split(n.Text, "\n")
	if !byLog || len(lines) != 4 || lines[0] != c.log.Name() {
		return tlog.Tree{}, 0, errors.New("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, 0, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, cosigned, err
}

// A directory holds a log in the files of C2SP tlog-tiles.
type directory string

// read reads a tile or, where the log has outgrown a partial one, the full one.
func (d directory) read(path string, width int) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(string(d), path))
	if errors.Is(err, fs.ErrNotExist) && width < 1<<height {
		full := strings.TrimSuffix(path, fmt.Sprintf(".p/%d", width))
		return os.ReadFile(filepath.Join(string(d), full))
	}
	return data, err
}

// entries reads the entries of bundle n of a log of this size.
func (d directory) entries(n, size int64) ([][]byte, error) {
	width := size - n<<height
	if width > 1<<height {
		width = 1 << height
	}
	path := tlog.Tile{H: height, L: -1, N: n, W: int(width)}.Path()
	data, err := d.read("tile/entries/"+strings.TrimPrefix(path, "tile/8/data/"), int(width))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 && int64(len(entries)) < width {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("bundle %d ends within an entry", n)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	if int64(len(entries)) < width {
		return nil, fmt.Errorf("bundle %d has %d entries instead of %d", n, len(entries), width)
	}
	return entries, nil
}

// rebuild computes all hashes of the tree from the entries.
func rebuild(tree tlog.Tree, d directory) (hashes, error) {
	var all hashes
	for n := int64(0); n<<height < tree.N; n++ {
		entries, err := d.entries(n, tree.N)
		if err != nil {
			return nil, err
		}
		for i, entry := range entries {
			more, err := tlog.StoredHashes(n<<height+int64(i), entry, &all)
			if err != nil {
				return nil, err
			}
			all = append(all, more...)
		}
	}
	return all, nil
}

// Hashes is a tlog.HashReader of what was computed.
type hashes []tlog.Hash

func (h *hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = (*h)[index]
	}
	return found, nil
}

// checkTiles compares each tile with the computed one. Package tlog can prove tiles from the root, too, but its release 0.7.0
// leaves some of them out.
func checkTiles(tree tlog.Tree, d directory, reader tlog.HashReader) (int, error) {
	checked := 0
	for _, t := range tlog.NewTiles(height, 0, tree.N) {
		last := tree.N>>(height*uint(t.L)) - t.N<<height
		if t.W < 1<<height && int64(t.W) < last {
			continue // a partial tile that the log has outgrown
		}
		path := "tile/" + strings.TrimPrefix(t.Path(), "tile/8/")
		published, err := d.read(path, t.W)
		if err != nil {
			return 0, err
		}
		computed, err := tlog.ReadTileData(t, reader)
		if err != nil {
			return 0, err
		}
		if !bytes.HasPrefix(published, computed) || len(published) > len(computed) && t.W == 1<<height {
			return 0, fmt.Errorf("%s does not hold the hashes of the entries", path)
		}
		checked++
	}
	return checked, nil
}

func checkLog(c *checker, d directory, proofs string) error {
	signed, err := os.ReadFile(filepath.Join(string(d), "checkpoint"))
	if err != nil {
		return err
	}
	tree, cosigned, err := c.open(signed)
	if err != nil {
		return err
	}
	if cosigned < len(c.witnesses) {
		return fmt.Errorf("%d of %d witnesses cosigned", cosigned, len(c.witnesses))
	}
	all, err := rebuild(tree, d)
	if err != nil {
		return err
	}
	reader := &all
	tiles, err := checkTiles(tree, d, reader)
	if err != nil {
		return err
	}
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return errors.New("the checkpoint's root is not that of the entries")
	}
	if err := checkEntries(tree, d, reader); err != nil {
		return err
	}
	beginnings, err := checkBeginnings(tree, reader)
	if err != nil {
		return err
	}
	inclusion, consistency, err := checkProofs(proofs, reader)
	if err != nil {
		return err
	}
	fmt.Printf("log: %d entries, %d tiles, %d beginnings, %d inclusion and %d consistency proofs, %d cosignatures\n",
		tree.N, tiles, beginnings, inclusion, consistency, cosigned)
	return nil
}

func checkEntries(tree tlog.Tree, d directory, reader tlog.HashReader) error {
	for n := int64(0); n<<height < tree.N; n++ {
		entries, err := d.entries(n, tree.N)
		if err != nil {
			return err
		}
		for i, entry := range entries {
			index := n<<height + int64(i)
			proof, err := tlog.ProveRecord(tree.N, index, reader)
			if err != nil {
				return err
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
				return fmt.Errorf("entry %d: %v", index, err)
			}
		}
	}
	return nil
}

// checkBeginnings proves every beginning of a short log, and some of a long one.
func checkBeginnings(tree tlog.Tree, reader tlog.HashReader) (int, error) {
	step := tree.N/1000 + 1
	checked := 0
	for old := int64(1); old <= tree.N; old += step {
		root, err := tlog.TreeHash(old, reader)
		if err != nil {
			return 0, err
		}
		proof, err := tlog.ProveTree(tree.N, old, reader)
		if err != nil {
			return 0, err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old, root); err != nil {
			return 0, fmt.Errorf("beginning of %d: %v", old, err)
		}
		checked++
	}
	return checked, nil
}

// checkProofs checks proofs that the hub made.
func checkProofs(file string, reader tlog.HashReader) (inclusion, consistency int, err error) {
	if file == "" {
		return 0, 0, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return 0, 0, err
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 3 {
			return 0, 0, fmt.Errorf("no proof: %q", lines.Text())
		}
		first, err1 := strconv.ParseInt(fields[1], 10, 64)
		size, err2 := strconv.ParseInt(fields[2], 10, 64)
		hashes, err3 := parseHashes(fields[3:])
		if err1 != nil || err2 != nil || err3 != nil {
			return 0, 0, fmt.Errorf("no proof: %q", lines.Text())
		}
		root, err := tlog.TreeHash(size, reader)
		if err != nil {
			return 0, 0, err
		}
		if fields[0] == "inclusion" {
			leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, first)})
			if err != nil {
				return 0, 0, err
			}
			err = tlog.CheckRecord(hashes, size, root, first, leaf[0])
			if err != nil {
				return 0, 0, fmt.Errorf("%s %d in %d: %v", fields[0], first, size, err)
			}
			inclusion++
		} else {
			old, err := tlog.TreeHash(first, reader)
			if err != nil {
				return 0, 0, err
			}
			if err := tlog.CheckTree(hashes, size, root, first, old); err != nil {
				return 0, 0, fmt.Errorf("%s %d to %d: %v", fields[0], first, size, err)
			}
			consistency++
		}
	}
	return inclusion, consistency, lines.Err()
}

func parseHashes(texts []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, text := range texts {
		hash, err := tlog.ParseHash(text)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

// checkReceipt checks a receipt (C2SP tlog-proof) and prints the entry that it proves.
func checkReceipt(c *checker, file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, signed, ok := strings.Cut(string(data), "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a tlog-proof")
	}
	entry, err1 := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	index, err2 := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	proof, err3 := parseHashes(lines[3:])
	if err1 != nil || err2 != nil || err3 != nil {
		return errors.New("not a tlog-proof with its entry")
	}
	tree, cosigned, err := c.open([]byte(signed))
	if err != nil {
		return err
	}
	if cosigned < len(c.witnesses) {
		return fmt.Errorf("%d of %d witnesses cosigned", cosigned, len(c.witnesses))
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return err
	}
	fmt.Printf("receipt: entry %d of %d: %s\n", index, tree.N, entry)
	return nil
}

func run() error {
	log := flag.String("log", "", "directory of the log")
	key := flag.String("key", "", "verifier key of the log")
	proofs := flag.String("proofs", "", "file of proofs to check")
	c := &checker{}
	flag.Func("witness", "verifier key of a witness that must have cosigned", func(vkey string) error {
		w, err := newCosigner(vkey)
		c.witnesses = append(c.witnesses, w)
		return err
	})
	flag.Parse()
	verifier, err := note.NewVerifier(*key)
	if err != nil {
		return err
	}
	c.log = verifier
	if *log != "" {
		if err := checkLog(c, directory(*log), *proofs); err != nil {
			return fmt.Errorf("log: %v", err)
		}
	}
	for _, file := range flag.Args() {
		if err := checkReceipt(c, file); err != nil {
			return fmt.Errorf("%s: %v", file, err)
		}
	}
	return nil
}

func main() {
	start := time.Now()
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "WRONG:", err)
		os.Exit(1)
	}
	fmt.Println("all is right, checked in", time.Since(start).Round(time.Millisecond))
}
