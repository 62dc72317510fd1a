"""Writes a GGUF file with a model that says "Test." to everything: python3 tiny_model.py FILE

A word is chosen by the one before it alone: embeddings are unit vectors, all layers are zero, and the output matrix holds what follows what. So
a real server, its tokenizer, template and grammar are exercised, and the answer is known. Needs `numpy` and `gguf`.
"""
import sys

import gguf
import numpy as np

CONTROL = ["<unk>", "<s>", "</s>"]
VOCAB = CONTROL + [f"<0x{byte:02X}>" for byte in range(256)]
WIDTH, HEADS, INNER, EOS = 288, 4, 32, 2


def token(char):
    return len(CONTROL) + ord(char)


def transitions():
    """Scores of each next token (row) after each token (column); the best that a grammar allows is taken."""
    scores = np.zeros((len(VOCAB), WIDTH), dtype=np.float32)
    scores[token("T"), :] = 3
    for char, score in (('"', 2.0), ("}", 1.9), (",", 1.8), (":", 1.7), ("{", 1.6)):
        scores[token(char), :] = score
    for here, after in zip("Test", "est."):
        scores[token(after), token(here)] = 5
    scores[EOS, token(".")] = 5
    scores[token('"'), token(".")] = 4
    scores[EOS, token("}")] = 5
    return scores


def main(path):
    out = gguf.GGUFWriter(path, "llama")
    out.add_name("tiny")
    out.add_context_length(8192)
    out.add_embedding_length(WIDTH)
    out.add_block_count(1)
    out.add_feed_forward_length(INNER)
    out.add_head_count(HEADS)
    out.add_head_count_kv(HEADS)
    out.add_layer_norm_rms_eps(1e-5)
    out.add_rope_dimension_count(WIDTH // HEADS)
    out.add_vocab_size(len(VOCAB))
    out.add_tokenizer_model("llama")
    out.add_token_list(VOCAB)
    out.add_token_scores([0.0] * len(VOCAB))
    out.add_token_types([2, 3, 3] + [6] * 256)
    out.add_unk_token_id(0)
    out.add_bos_token_id(1)
    out.add_eos_token_id(EOS)
    out.add_add_space_prefix(False)
    out.add_chat_template("{% for message in messages %}{{ message.content }}\n{% endfor %}")

    zeros = lambda *shape: np.zeros(shape, dtype=np.float32)
    ones = np.ones(WIDTH, dtype=np.float32)
    out.add_tensor("token_embd.weight", np.eye(len(VOCAB), WIDTH, dtype=np.float32))
    for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
        out.add_tensor(f"blk.0.{name}.weight", zeros(WIDTH, WIDTH))
    out.add_tensor("blk.0.ffn_gate.weight", zeros(INNER, WIDTH))
    out.add_tensor("blk.0.ffn_up.weight", zeros(INNER, WIDTH))
    out.add_tensor("blk.0.ffn_down.weight", zeros(WIDTH, INNER))
    for name in ("blk.0.attn_norm", "blk.0.ffn_norm", "output_norm"):
        out.add_tensor(f"{name}.weight", ones)
    out.add_tensor("output.weight", transitions())
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()


main(sys.argv[1])
